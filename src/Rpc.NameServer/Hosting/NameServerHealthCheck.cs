using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Rpc.NameServer.Hosting;

/// <summary>Whether the name server of a host runs, and its store did what was last asked of it.</summary>
internal sealed class NameServerHealthCheck(HostedNameServer hosted) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (hosted.Host is not { } host)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, "The name server does not run.");
        }

        // Names are counted in memory, and that works without the store.
        int names = await host.Service.CountAsync(null, cancellationToken).ConfigureAwait(false);
        var data = new Dictionary<string, object>(StringComparer.Ordinal) { ["uri"] = host.Uri.ToString(), ["names"] = names };
        return host.StoreProblem is { } problem
            ? new HealthCheckResult(context.Registration.FailureStatus, $"The store fails: {problem}", data: data)
            : HealthCheckResult.Healthy(data: data);
    }
}
