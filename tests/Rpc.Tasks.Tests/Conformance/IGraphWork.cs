namespace Rpc.Tasks.Tests.Conformance;

/// <summary>Work whose results go into other work, and which reports.</summary>
[Remote]
public interface IGraphWork
{
    Task<int> AddAsync(int x, int y);

    int Sum(int[] values);

    int SumList(List<int> values);

    Task<int> SumManyAsync(int first, IReadOnlyList<int> values, IEnumerable<int> others);

    Task<string?> JoinAsync(string separator, string?[] texts, string? end);

    Task<Parcel> PackAsync(Parcel? inner, string label);

    [Throws(typeof(WorkException))]
    Task<int> FailAsync(string message);

    Task<int> HoldAsync(string gate);

    Task NoteAsync(string tag);

    [TaskRetry(3, FirstDelaySeconds = 0.05, NotAfter = [typeof(WorkException)])]
    Task<int> FlakyAsync(string key, int failures, bool listed);

    /// <summary>Reports each step, and goes on when the gate of that name opens.</summary>
    Task<string> StepAsync(IProgress<string> progress, string gate, int steps, CancellationToken cancellationToken = default);

    Task CountAsync(int from, IProgress<int>? progress = null);
}

/// <summary>A value of several members.</summary>
public sealed record Parcel(string Label, Parcel? Inner, int Weight);
