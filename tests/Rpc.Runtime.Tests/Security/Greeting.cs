using System.Text;

namespace Rpc.Runtime.Tests;

/// <summary>A client's hook that says what a test wants.</summary>
internal sealed class Greeting(string? credentials, string data = "", Func<ServerGreeting, string?>? check = null) : IClientHandshake
{
    public List<ClientHandshakeContext> Asked { get; } = [];

    public async ValueTask<ClientGreeting> GreetAsync(ClientHandshakeContext context, CancellationToken cancellationToken)
    {
        await Task.Yield();
        Asked.Add(context);
        return new ClientGreeting { Credentials = Encoding.UTF8.GetBytes(credentials ?? ""), Data = Encoding.UTF8.GetBytes(data) };
    }

    public ValueTask<string?> CheckAsync(ClientHandshakeContext context, ServerGreeting answer, CancellationToken cancellationToken) => new(check?.Invoke(answer));
}
