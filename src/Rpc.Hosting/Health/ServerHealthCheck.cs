using Microsoft.Extensions.Diagnostics.HealthChecks;
using Rpc.Hosting.Server;

namespace Rpc.Hosting.Health;

/// <summary>Whether the server of a host serves, and its names are listed.</summary>
internal sealed class ServerHealthCheck(HostedServer server) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var data = new Dictionary<string, object>(StringComparer.Ordinal) { ["addresses"] = string.Join(", ", server.Addresses) };
        IReadOnlyDictionary<string, string> problems = server.Problems;
        string? problem = !server.Serves ? "The server takes no calls: it has not started, or stops."
            : problems.Count > 0 ? $"Not listed: {string.Join(", ", problems.Keys.Order(StringComparer.Ordinal))}. {problems.Values.First()}"
            : null;
        return Task.FromResult(problem is null ? HealthCheckResult.Healthy(data: data) : new HealthCheckResult(context.Registration.FailureStatus, problem, data: data));
    }
}
