using Rpc;

namespace Listings;

/// <summary>The programs of the page about TLS.</summary>
public static class Secure
{
    public static async Task TlsAsync(Action<RemoteUri> ready, CancellationToken stoppingToken)
    {
        #region server
        await using var server = new RpcServer(new RpcServerOptions
        {
            Tls = new RpcServerTls { CertificatePath = "server.pem", KeyPath = "server.key" },
        });
        RemoteUri uri = await server.ListenAsync("rpcs://127.0.0.1:0");     // without Tls, or with a file that cannot be used: an error that says so
        server.Add<IGreeter>(new Greeter(), "greeter");
        #endregion
        ready(uri);
        await server.RunAsync(stoppingToken);
    }

    public static async Task<string> ClientAsync(int port)
    {
        #region client
        await using var client = new RpcClient(new RpcClientOptions
        {
            Tls = new RpcClientTls { AuthorityPath = "ca.pem" },            // without it: the authorities that the system trusts
        });
        IGreeter greeter = client.Get<IGreeter>($"rpcs://localhost:{port}/greeter");
        return await greeter.WelcomeMessageAsync("Ali");                    // Hi welcome Ali
        #endregion
    }

    public static async Task MutualAsync(Action<RemoteUri> ready, CancellationToken stoppingToken)
    {
        #region mutual-server
        await using var server = new RpcServer(new RpcServerOptions
        {
            Tls = new RpcServerTls
            {
                CertificatePath = "server.pem",
                KeyPath = "server.key",
                ClientCertificates = ClientCertificateMode.Required,
                ClientAuthorityPath = "ca.pem",                             // only what this authority has issued
            },
        });
        #endregion
        RemoteUri uri = await server.ListenAsync("rpcs://127.0.0.1:0");
        server.Add<IGreeter>(new Greeter(), "greeter");
        ready(uri);
        await server.RunAsync(stoppingToken);
    }

    public static async Task<string> MutualClientAsync(int port)
    {
        #region mutual-client
        await using var client = new RpcClient(new RpcClientOptions
        {
            Tls = new RpcClientTls { AuthorityPath = "ca.pem", CertificatePath = "client.pem", KeyPath = "client.key" },
        });
        #endregion
        return await client.Get<IGreeter>($"rpcs://localhost:{port}/greeter").WelcomeMessageAsync("Ali");
    }
}
