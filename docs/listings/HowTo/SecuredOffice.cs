using Rpc;

namespace Listings.HowTo;

/// <summary>The programs of docs/how-to/secure-a-service.md.</summary>
public static class SecuredOffice
{
    public static async Task ServeAsync(CancellationToken stoppingToken)
    {
        #region server
        var options = new RpcServerOptions
        {
            Tls = new RpcServerTls { CertificatePath = "server.pem", KeyPath = "server.key" },
            ConfigureClient = client =>                                    // what this server shows the name server
            {
                client.Tls = new RpcClientTls { AuthorityPath = "ca.pem" };
                client.Token = File.ReadAllText("office.token").Trim();
            },
        };
        options.RequireToken(File.ReadAllText("ali.token").Trim(), user: "ali", roles: ["staff"]);

        await using var server = new RpcServer(options);
        await server.ListenAsync("rpcs://127.0.0.1:0");                    // TLS and nothing else
        await server.PublishAsync<IOffice>("office", new Office());
        await server.RunAsync(stoppingToken);
        #endregion
    }

    public static async Task CallAsync()
    {
        #region client
        await using var client = new RpcClient(new RpcClientOptions
        {
            Tls = new RpcClientTls { AuthorityPath = "ca.pem" },
            Token = File.ReadAllText("ali.token").Trim(),
            Proxy = new ProxyOptions { WaitForName = true },               // the office may start later
        });
        IOffice office = client.Get<IOffice>("rpcname:office");
        Console.WriteLine(await office.GreetAsync());                      // Hi ali
        #endregion
    }
}
