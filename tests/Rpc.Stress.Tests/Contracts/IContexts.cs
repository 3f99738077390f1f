namespace Rpc.Stress.Tests;

/// <summary>Each method looks at its call context wherever it may be wrong, and gives what it found wrong; empty for nothing.</summary>
[Remote]
public interface IContexts
{
    string Look(string objectId, int depth);

    ValueTask<string> LookAsync(string objectId, int depth);

    /// <summary>Looks before and after calls of the other one that come back to this one.</summary>
    string LookAround(IContexts other, string objectId, int depth, int levels);

    /// <summary>The same with awaits.</summary>
    Task<string> LookAroundAsync(IContexts other, string objectId, int depth, int levels);
}
