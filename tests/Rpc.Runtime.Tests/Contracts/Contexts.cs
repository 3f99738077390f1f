namespace Rpc.Runtime.Tests;

/// <summary>What answers <see cref="IContexts"/>.</summary>
public sealed class Contexts : IContexts
{
    public static AsyncLocal<int> Value { get; } = new();

    public void Leave(int value) => Value.Value = value;

    public int Found() => Value.Value;

    public async Task<int> FoundAsync()
    {
        await Task.Yield();
        return Value.Value;
    }

    public async Task<bool> HasContextAfterAwaitAsync()
    {
        await Task.Yield();
        return CallContext.Current is not null;
    }

    public int FoundBy(IContexts other) => other.Found();
}
