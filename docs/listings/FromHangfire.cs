using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Rpc;
using Rpc.Tasks;

namespace Listings;

/// <summary>The programs of docs/from-hangfire.md.</summary>
public static class FromHangfire
{
    public static IHost Build(string file, Bank bank)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Services.AddSingleton(bank);
        #region host
        builder.Services.AddRpcTasks(t => t.UseSqlite(file))                // or UsePostgres(connectionString)
            .AddWorker(w => w.Concurrency = 8)
            .Handle<IOrders, ScopedOrders>();
        #endregion
        return builder.Build();
    }

    public static async Task EnqueueAsync(RpcTasks tasks)
    {
        #region enqueue
        TaskHandle mail = await tasks.EnqueueAsync(OrdersCalls.Mail("ali@example.org", "Your order 7"));
        await tasks.EnqueueAsync(OrdersCalls.Mail("ali@example.org", "How was it?"), new EnqueueOptions { Delay = TimeSpan.FromDays(7) });
        await tasks.Schedules.PutAsync("nightly export", Cron.Parse("30 2 * * *"), TimeZoneInfo.Utc, OrdersCalls.Export(1000));
        #endregion
        await mail;
    }
}
