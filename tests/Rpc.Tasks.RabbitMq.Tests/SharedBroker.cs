using RabbitMQ.Client;
using Rpc.Tests.Shared;

[assembly: AssemblyFixture(typeof(Rpc.Tasks.RabbitMq.Tests.SharedBroker))]

namespace Rpc.Tasks.RabbitMq.Tests;

/// <summary>One broker for all tests that do not stop or starve theirs. Started by the first that wants one.</summary>
public sealed class SharedBroker : IAsyncDisposable
{
    private static readonly string[] s_queues = ["default", "much", "little", "other", "own", "held"];

    private readonly Lazy<Task<RabbitServer>> _server = new(() => RabbitServer.StartNewAsync());

    /// <summary>The server of all tests.</summary>
    internal Task<RabbitServer> Server
    {
        get
        {
            SkipWithoutRabbit();
            return _server.Value;
        }
    }

    /// <summary>The address of a broker without anything of earlier tests.</summary>
    internal async Task<string> CleanAsync()
    {
        RabbitServer server = await Server;
        await using RawBroker raw = await RawBroker.ConnectAsync(server.Uri);
        foreach (string queue in s_queues)
        {
            foreach (string priority in new[] { "high", "normal", "low" })
            {
                await raw.Channel.QueueDeleteAsync($"rpc.tasks.{queue}.{priority}");
            }
        }

        await raw.Channel.QueueDeleteAsync("rpc.tasks.dead");
        return server.Uri.ToString();
    }

    internal static void SkipWithoutRabbit()
    {
        if (RabbitServer.Missing is { } missing)
        {
            Assert.Skip(missing);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server.IsValueCreated)
        {
            await (await _server.Value).DisposeAsync();
        }
    }
}
