namespace Rpc.Hosting.Tests.Contracts;

/// <summary>Ends with its scope.</summary>
internal sealed class ScopeEnd(GreeterLife life) : IAsyncDisposable
{
    public int Number { get; } = life.Made();

    public ValueTask DisposeAsync()
    {
        life.Disposed();
        return default;
    }
}
