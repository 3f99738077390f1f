using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Rpc.NameServer.Hosting;

/// <summary>Whether the name server of a host answers, with its store.</summary>
internal sealed class NameServerHealthCheck(HostedNameServer hosted) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (hosted.Host is not { } host)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, "The name server does not run.");
        }

        var data = new Dictionary<string, object>(StringComparer.Ordinal) { ["uri"] = host.Uri.ToString() };
        try
        {
            data["names"] = await host.Service.CountAsync(null, cancellationToken).ConfigureAwait(false);
            return HealthCheckResult.Healthy(data: data);
        }
        catch (RpcException exception)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, exception.Message, exception, data);
        }
    }
}
