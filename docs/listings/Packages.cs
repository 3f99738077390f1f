using Npgsql;
using Rpc;
using Rpc.NameServer;
using Rpc.NameServer.Postgres;
using Rpc.NameServer.Stores;
using Rpc.Tasks;
using Rpc.Tasks.Postgres;
using Rpc.Tasks.RabbitMq;

namespace Listings;

/// <summary>What the README of each package shows, where no other page shows it.</summary>
public static class Packages
{
    public static async Task RuntimeAsync()
    {
        #region runtime
        await using var server = new RpcServer();
        await server.ListenAsync("rpc://127.0.0.1:0");                      // any free port
        RemoteUri uri = server.Add<ICalculator>(new Calculator(), "calculator");

        await using var client = new RpcClient();                           // in this program or in any other one
        ICalculator calculator = client.Get<ICalculator>(uri);
        Console.WriteLine(await calculator.AddAsync(2, 3));                 // 5
        #endregion
    }

    public static async Task NameServerAsync(string file)
    {
        #region name-server
        await using NameServerHost names = await NameServerHost.StartAsync(new NameServerOptions
        {
            Listen = RemoteUri.Parse("rpc://127.0.0.1:0"),                  // port 9190 unless it is set
            Store = SqliteNameStore.Open(file),                             // in memory unless it is set
        });

        await using var server = new RpcServer(new RpcServerOptions { NameServers = [names.Uri] });
        await server.ListenAsync("rpc://127.0.0.1:0");
        await server.PublishAsync<ICalculator>("calculator", new Calculator());

        await using var client = new RpcClient(new RpcClientOptions { NameServers = [names.Uri] });
        Console.WriteLine(client.Get<ICalculator>("rpcname:calculator").Sum([1, 2, 3])); // 6
        #endregion
    }

    public static async Task SharedNameServerAsync(string connectionString, CancellationToken stoppingToken)
    {
        #region name-server-postgres
        await using NameServerHost names = await NameServerHost.StartAsync(
            new NameServerOptions { Store = PostgresNameStore.Open(connectionString) }, stoppingToken);
        await Task.Delay(Timeout.Infinite, stoppingToken);                  // a second one on another machine knows the same names
        #endregion
    }

    public static async Task PostgresTasksAsync(string connectionString)
    {
        #region tasks-postgres
        await using RpcTasks tasks = await RpcTasks.OpenAsync(t => t.UsePostgres(connectionString));

        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync();
        // ... what the order changes in the same database ...
        await tasks.EnqueueAsync(OrdersCalls.Mail("ali@example.org", "Your order 7"), new EnqueueOptions { Transaction = transaction });
        await transaction.CommitAsync();                                    // the order and its mail, or neither
        #endregion
    }

    public static async Task RabbitMqTasksAsync(string broker, string connectionString)
    {
        #region tasks-rabbitmq
        await using RpcTasks tasks = await RpcTasks.OpenAsync(t => t.UseRabbitMq(broker, results: store => store.UsePostgres(connectionString)));
        TaskHandle<int> sum = await tasks.EnqueueAsync(CalculatorCalls.Add(2, 3)); // the broker delivers it, the store keeps its result
        Console.WriteLine(await sum);                                       // 5, once a worker has run it
        #endregion
    }
}
