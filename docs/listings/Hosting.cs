using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Rpc;
using Rpc.Hosting;
using Rpc.NameServer;
using Rpc.Tasks;

namespace Listings;

/// <summary>The listings of docs/hosting.md.</summary>
public static class Hosting
{
    public static IHost Server(HostApplicationBuilder builder)
    {
        #region server
        builder.Services.AddRpcServer(o => o.Listen("rpc://0.0.0.0:9101"))
            .AddRemote<IGreeter, Greeter>("server", InstanceMode.Single)             // Single | Session | PerCall, resolved from DI
            .RequireToken(builder.Configuration["Rpc:Token"]!);
        builder.Services.AddRpcClient().AddRemoteProxy<IGreeter>("rpcname:server");   // inject IGreeter
        builder.Services.AddNameServer(o => o.UseSqlite("names.db"));                 // or UsePostgres(connectionString), or memory
        #endregion
        return builder.Build();
    }

    public static void Keyed(IServiceCollection services)
    {
        #region keyed
        services.AddRpcClient()
            .AddRemoteProxy<ICalculator>("rpcname:calculator")
            .AddRemoteProxy<ICalculator>("rpc://10.0.0.7:9101/calculator", "backup", new ProxyOptions { Timeout = TimeSpan.FromSeconds(2) });
        #endregion
    }

    #region keyed-use
    public sealed class Totals(ICalculator calculator, [FromKeyedServices("backup")] ICalculator backup)
    {
        public async Task<int> AddAsync(int x, int y)
        {
            try
            {
                return await calculator.AddAsync(x, y);
            }
            catch (RpcException exception) when (exception.Status == RpcStatus.Unavailable)
            {
                return await backup.AddAsync(x, y);
            }
        }
    }
    #endregion

    public static void Health(IServiceCollection services)
    {
        #region health
        services.AddHealthChecks()
            .AddRpcServer()                                  // serves, and its names are listed
            .AddRpcNameServers();                            // the name servers that the client asks
        #endregion
    }

    public static void Modes(IServiceCollection services)
    {
        #region modes
        services.AddSingleton<Bank>();
        services.AddRpcServer()
            .AddRemote<IOrders, ScopedOrders>("shop.orders", InstanceMode.PerCall, new HostedObjectOptions
            {
                Publish = new PublishOptions { Tags = ["eu"], Weight = 2 },
                Object = new ObjectOptions { RequireRoles = ["clerk"] },
            })
            .AddRemote<ICalculator, Calculator>("calculator")
            .AddInterceptor<TimingInterceptor>();            // around every call of this server
        #endregion
    }

    public static void Tasks(HostApplicationBuilder builder)
    {
        #region tasks
        builder.Services.AddNameServer(o => o.UseSqlite("names.db"));
        builder.Services.AddRpcTasks(t => t.UseSqlite("tasks.db"))
            .AddWorker()
            .Handle<ICalculator, Calculator>();
        #endregion
    }

    #region context
    public sealed class Counted(ICallContextAccessor call) : ICalculator
    {
        public async Task<int> AddAsync(int x, int y, CancellationToken cancellationToken = default)
        {
            await Task.Delay(10, cancellationToken);
            Console.WriteLine($"{call.Current!.User?.Identity?.Name ?? "somebody"} adds");       // known after the await, too
            return x + y;
        }

        public int Sum(int[] values) => values.Sum();
    }
    #endregion
}
