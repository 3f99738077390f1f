using Rpc;

namespace Queued;

[Remote]
public interface IMailer
{
    Task SendAsync(Letter letter);
    int Total();
    IAsyncEnumerable<Letter> Watch();
}

public sealed record Letter(string To, string Text);
