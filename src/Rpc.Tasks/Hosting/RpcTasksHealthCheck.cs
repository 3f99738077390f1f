using Microsoft.Extensions.Diagnostics.HealthChecks;
using Rpc.Tasks.Worker;

namespace Rpc.Tasks.Hosting;

/// <summary>Whether the workers of a host work, and whether its backend knows of a problem.</summary>
internal sealed class RpcTasksHealthCheck(IEnumerable<HostedWorker> workers, RpcTasks tasks) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var data = new Dictionary<string, object>(StringComparer.Ordinal) { ["backend"] = tasks.Backend.Name };
        var problems = new List<string>();
        foreach (HostedWorker hosted in workers)
        {
            if (hosted.Worker is not { } worker)
            {
                problems.Add("A worker has not started.");
                continue;
            }

            TaskWorkerHealth health = worker.Health;
            data[worker.Name] = $"{health.Running} running, {health.Stuck} stuck, silent for {health.SilentFor.TotalSeconds:F1} s";
            if (health.Problem is { } problem)
            {
                problems.Add($"{worker.Name}: {problem}");
            }
        }

        if (problems.Count == 0 && tasks.Backend.Problem is { } own)
        {
            problems.Add(own);
        }

        return Task.FromResult(problems.Count == 0 ? HealthCheckResult.Healthy(data: data) : new HealthCheckResult(context.Registration.FailureStatus, string.Join(" ", problems), data: data));
    }
}
