using System.ComponentModel;

namespace Rpc.Dispatch;

/// <summary>An object that serves one call that was kept, and its end.</summary>
/// <param name="Target">The object.</param>
/// <param name="Release">Called once when the call has ended; null for nothing to do.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct KeptCallInstance(object Target, Func<ValueTask>? Release = null) : IAsyncDisposable
{
    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Release?.Invoke() ?? default;
}
