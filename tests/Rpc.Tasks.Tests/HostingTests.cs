using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rpc.Tasks.Tests.Conformance;

namespace Rpc.Tasks.Tests;

/// <summary>Tasks on the generic host.</summary>
public sealed class HostingTests
{
    [Fact]
    public async Task A_host_enqueues_works_tells_its_health_and_stops()
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<ScopeCounter>();
        builder.Services.AddRpcTasks(tasks => tasks.UseInMemory()).AddWorker(worker => worker.Concurrency = 2).Handle<IOther, ScopedOther>();
        builder.Services.AddHealthChecks().AddRpcTasks();
        using IHost host = builder.Build();
        HealthCheckService health = host.Services.GetRequiredService<HealthCheckService>();
        Assert.Equal(HealthStatus.Unhealthy, (await health.CheckHealthAsync()).Status);
        await host.StartAsync();
        RpcTasks tasks = host.Services.GetRequiredService<RpcTasks>();
        TaskBatch<string> greetings = await tasks.EnqueueManyAsync([OtherCalls.Greet("Ali"), OtherCalls.Greet("Bea")]);
        Assert.Equal(["Hi Ali", "Hi Bea"], await greetings.GetResultsAsync().WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync()).Status);
        ScopeCounter scopes = host.Services.GetRequiredService<ScopeCounter>();
        Assert.Equal((2, 2), (scopes.Made, scopes.Disposed));
        await host.StopAsync();
        Assert.Equal(HealthStatus.Unhealthy, (await health.CheckHealthAsync()).Status);
    }

    [Fact]
    public void A_second_backend_is_refused()
    {
        var services = new ServiceCollection();
        services.AddRpcTasks(tasks => tasks.UseInMemory());
        Assert.Throws<InvalidOperationException>(() => services.AddRpcTasks(tasks => tasks.UseInMemory()));
    }

    [Fact]
    public async Task A_host_without_a_backend_says_so_when_it_starts()
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddRpcTasks(_ => { });
        using IHost host = builder.Build();
        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync());
        Assert.Contains("UseSqlite", error.Message, StringComparison.Ordinal);
    }

    internal sealed class ScopeCounter
    {
        public int Made;
        public int Disposed;
    }

    internal sealed class ScopedOther : IOther, IAsyncDisposable
    {
        private readonly ScopeCounter _scopes;

        public ScopedOther(ScopeCounter scopes)
        {
            _scopes = scopes;
            Interlocked.Increment(ref scopes.Made);
        }

        public async Task<string> GreetAsync(string name)
        {
            await Task.Yield();
            return $"Hi {name}";
        }

        public ValueTask DisposeAsync()
        {
            Interlocked.Increment(ref _scopes.Disposed);
            return default;
        }
    }
}
