using Contracts;
using Microsoft.Extensions.Logging;

namespace MailWorker;

/// <summary>Runs tasks, each in a scope of its own of the host's services.</summary>
internal sealed class Mailer(ILogger<Mailer> log) : IMailer
{
    public async Task<string> SendAsync(string to, string subject, CancellationToken cancellationToken = default)
    {
        await Task.Delay(50, cancellationToken);
        log.LogInformation("Sent '{Subject}' to {To}.", subject, to);
        return $"sent to {to}";
    }
}
