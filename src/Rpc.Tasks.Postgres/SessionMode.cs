namespace Rpc.Tasks.Postgres;

/// <summary>What a session is for.</summary>
internal enum SessionMode
{
    /// <summary>A transaction of its own.</summary>
    Edit,

    /// <summary>Reads, each on what was committed last; there is no transaction.</summary>
    Read,

    /// <summary>A part of a transaction of the caller's, which is undone alone when it fails.</summary>
    Guest,
}
