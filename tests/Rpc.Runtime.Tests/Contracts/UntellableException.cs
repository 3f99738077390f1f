namespace Rpc.Runtime.Tests;

/// <summary>An exception that fails when it is asked for its message.</summary>
public sealed class UntellableException() : RpcException(RpcStatus.Aborted, "never seen")
{
    public override string Message => throw new InvalidOperationException("no message");
}
