using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Rpc.Hosting.Health;

/// <summary>Whether the name servers answer that the client of a host asks.</summary>
internal sealed class NameServersHealthCheck(RpcClient client) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        (RemoteUri Uri, string? Problem)[] answers = await Task.WhenAll(client.Names.NameServers.Select(uri => AskAsync(uri, cancellationToken))).ConfigureAwait(false);
        var data = answers.ToDictionary(static one => one.Uri.ToString(), static object (one) => one.Problem ?? "answers", StringComparer.Ordinal);
        string[] silent = [.. answers.Where(static one => one.Problem is not null).Select(static one => one.Uri.ToString())];
        if (silent.Length == 0)
        {
            return HealthCheckResult.Healthy(data: data);
        }

        string text = $"No answer from {string.Join(", ", silent)}. Calls to names that are known go on.";
        return silent.Length < answers.Length ? HealthCheckResult.Degraded(text, data: data) : new HealthCheckResult(context.Registration.FailureStatus, text, data: data);
    }

    private async Task<(RemoteUri Uri, string? Problem)> AskAsync(RemoteUri uri, CancellationToken cancellationToken)
    {
        try
        {
            await client.PingAsync(uri, cancellationToken).ConfigureAwait(false);
            return (uri, null);
        }
        catch (Exception exception) when (exception is RpcException || (exception is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            return (uri, exception.Message);
        }
    }
}
