using Rpc;

namespace Contracts;

/// <summary>What can be enqueued. A task may run more than once: let running twice do no harm.</summary>
[Remote]
public interface IMailer
{
    /// <summary>Sends a mail, and gives what the mail server said.</summary>
    Task<string> SendAsync(string to, string subject, CancellationToken cancellationToken = default);
}
