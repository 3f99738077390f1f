using Listings;
using Rpc.Tests.Shared;

namespace Rpc.Samples.Tests;

/// <summary>The listings of docs/tls.md, with the files that the page's commands make.</summary>
[Collection(nameof(AloneCollection))]
public sealed class SecureListingTests : IDisposable
{
    private readonly TestAuthority _authority = new();
    private readonly string _before = Environment.CurrentDirectory;

    public SecureListingTests()
    {
        (string server, string serverKey) = _authority.Issue("server", server: true);
        (string client, string clientKey) = _authority.Issue("client", server: false);
        _authority.Write("server.pem", server);
        _authority.Write("server.key", serverKey);
        _authority.Write("client.pem", client);
        _authority.Write("client.key", clientKey);
        Environment.CurrentDirectory = Path.GetDirectoryName(_authority.RootPath)!;
    }

    public void Dispose()
    {
        Environment.CurrentDirectory = _before;
        _authority.Dispose();
    }

    [Fact]
    public Task A_server_and_a_client_with_tls_greet() => GreetAsync(Secure.TlsAsync, Secure.ClientAsync);

    [Fact]
    public Task A_server_and_a_client_with_certificates_on_both_sides_greet() => GreetAsync(Secure.MutualAsync, Secure.MutualClientAsync);

    private static async Task GreetAsync(Func<Action<RemoteUri>, CancellationToken, Task> serve, Func<int, Task<string>> call)
    {
        using var stop = new CancellationTokenSource();
        var ready = new TaskCompletionSource<RemoteUri>(TaskCreationOptions.RunContinuationsAsynchronously);
        Task serving = serve(ready.SetResult, stop.Token);
        RemoteUri uri = await ready.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal("Hi welcome Ali", await call(uri.Port).WaitAsync(TimeSpan.FromSeconds(30)));
        await stop.CancelAsync();
        await serving.WaitAsync(TimeSpan.FromSeconds(30));
    }
}
