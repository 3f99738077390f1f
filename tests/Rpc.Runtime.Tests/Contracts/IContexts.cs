namespace Rpc.Runtime.Tests;

/// <summary>Tells what flows into a handler.</summary>
[Remote]
public interface IContexts
{
    /// <summary>Sets a value that flows with the thread, and leaves it there.</summary>
    void Leave(int value);

    /// <summary>The value that flowed in; 0 for none.</summary>
    int Found();

    Task<int> FoundAsync();

    /// <summary>Whether there is a call context after an await.</summary>
    Task<bool> HasContextAfterAwaitAsync();

    /// <summary>What the other one finds.</summary>
    int FoundBy(IContexts other);
}
