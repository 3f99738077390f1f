using Rpc.Tasks.Engine;

namespace Rpc.Tasks.Tests.Engine;

/// <summary>Rows to begin with.</summary>
internal static class Rows
{
    public static DateTimeOffset Now { get; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static TaskSpec Spec(string kind = "App.ICalculator.AddAsync(int,int)", string queue = "default", TaskPriority priority = TaskPriority.Normal) =>
        new(kind, "0123456789abcdef0123456789abcdef", queue, priority, RetryPolicy.None, TimeSpan.Zero, TimeSpan.FromHours(1));

    public static TaskRow Row(TaskSpec? spec = null, DateTimeOffset? due = null, TimeSpan? expiresAfter = null, DateTimeOffset? now = null) =>
        TaskEngine.Enter(Guid.CreateVersion7(), (spec ?? Spec()) with { ExpiresAfter = expiresAfter ?? TimeSpan.Zero }, [1, 2, 3], now ?? Now, due);

    /// <summary>The row after an event that must change it.</summary>
    public static TaskRow After(this TaskRow row, TaskEvent happened, DateTimeOffset? at = null)
    {
        TaskDecision decision = TaskEngine.Apply(row, happened, at ?? Now);
        Assert.Equal(TaskVerdict.Applied, decision.Verdict);
        return decision.Row;
    }
}
