namespace Rpc.Calls;

/// <summary>Stands among decoded arguments for a stream that the caller has; <see cref="IncomingCall.OpenItems"/> puts the stream in its place.</summary>
internal sealed class CallersItems<T> : IAsyncEnumerable<T>
{
    public static readonly CallersItems<T> Instance = new();

    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) => throw new InvalidOperationException("The stream was not opened.");
}
