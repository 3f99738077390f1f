using System.Text;
using Rpc;

namespace Listings;

#region clienthook
public sealed class TokenByHost(IReadOnlyDictionary<string, string> tokens) : IClientHandshake
{
    public ValueTask<ClientGreeting> GreetAsync(ClientHandshakeContext context, CancellationToken cancellationToken) => new(
        context.IsProtected && tokens.TryGetValue(context.Address.Host ?? "", out string? token)
            ? new ClientGreeting { Credentials = Encoding.UTF8.GetBytes(token) }
            : ClientGreeting.Empty);                       // an address that is not ours hears nothing

    public ValueTask<string?> CheckAsync(ClientHandshakeContext context, ServerGreeting answer, CancellationToken cancellationToken) => new(
        answer.Data.Span.SequenceEqual("production"u8) ? null : "it is not production");
}
#endregion
