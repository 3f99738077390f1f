namespace Rpc.Calls;

/// <summary>Stands among decoded arguments for a receiver that the caller has; <see cref="IncomingCall.OpenProgress"/> puts the way to it in its place.</summary>
internal sealed class CallersProgress<T> : IProgress<T>
{
    public static readonly CallersProgress<T> Instance = new();

    public void Report(T value) => throw new InvalidOperationException("The receiver was not opened.");
}
