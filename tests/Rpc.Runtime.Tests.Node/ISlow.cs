namespace Rpc.Runtime.Tests;

/// <summary>Methods that take their time.</summary>
[Remote]
public interface ISlow
{
    /// <summary>Runs until its token fires.</summary>
    Task UntilCancelledAsync(CancellationToken cancellationToken = default);

    /// <summary>The same, blocking its thread.</summary>
    void UntilCancelled(CancellationToken cancellationToken = default);

    /// <summary>Runs until it is released, whatever its token says.</summary>
    Task<int> StubbornAsync(CancellationToken cancellationToken = default);

    /// <summary>The same, blocking its thread.</summary>
    int Stubborn(CancellationToken cancellationToken = default);

    /// <summary>The same, blocking before it gives its task.</summary>
    Task<int> BlocksFirstAsync();

    /// <summary>Releases the stubborn ones.</summary>
    void Release();

    /// <summary>Blocks its thread.</summary>
    int Sleep(int milliseconds);

    /// <summary>Does not.</summary>
    int Quick(int x);

    ValueTask<int> QuickAsync(int x, CancellationToken cancellationToken = default);

    /// <summary>The same, and may be repeated.</summary>
    [Idempotent]
    int Ask(int x);

    [Idempotent]
    Task<int> AskAsync(int x, CancellationToken cancellationToken = default);

    /// <summary>Milliseconds that its caller gave it.</summary>
    double Remaining();
}
