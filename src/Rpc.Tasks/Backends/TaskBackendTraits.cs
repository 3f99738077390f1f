namespace Rpc.Tasks.Backends;

/// <summary>What a backend can do.</summary>
[Flags]
public enum TaskBackendTraits
{
    /// <summary>Nothing beyond delivering tasks.</summary>
    None = 0,

    /// <summary>Keeps states and results.</summary>
    Results = 1,

    /// <summary>Tasks survive kill -9 and a power cut.</summary>
    Durable = 2,

    /// <summary>Takes part in transactions of its callers.</summary>
    Transactions = 4,
}
