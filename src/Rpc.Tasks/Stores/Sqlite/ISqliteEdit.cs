namespace Rpc.Tasks.Stores;

/// <summary>An edit that waits for the writer of a <see cref="SqliteTaskStore"/>, runs on its thread, and is told what became of it.</summary>
internal interface ISqliteEdit
{
    /// <summary>From here on it cannot be cancelled. False where it was.</summary>
    bool TryBegin();

    /// <summary>Runs it, again where it has run before. False where it threw.</summary>
    bool Run(SqliteTaskTransaction transaction);

    /// <summary>Tells whoever waits what the last run gave, or threw.</summary>
    void Complete();

    /// <summary>Tells whoever waits that nothing came of it, whatever its run gave.</summary>
    void Fail(Exception error);
}
