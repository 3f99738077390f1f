namespace Rpc.Tasks.Stores;

/// <summary>Which tasks are listed. What is not set, does not matter.</summary>
public sealed record TaskFilter
{
    /// <summary>In one of these states; empty for any.</summary>
    public IReadOnlyList<RpcTaskState> States { get; init; } = [];

    /// <summary>In this queue.</summary>
    public string? Queue { get; init; }

    /// <summary>Whose kind contains this text, letter for letter.</summary>
    public string? Kind { get; init; }

    /// <summary>Enqueued by this schedule.</summary>
    public string? Schedule { get; init; }

    /// <summary>At most so many: 1 to 1,000, default 100.</summary>
    public int Most { get; init; } = 100;

    /// <summary>Only what comes after this one: the last of the page before.</summary>
    public TaskPlace? After { get; init; }
}
