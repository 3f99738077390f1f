namespace Rpc.Runtime.Tests;

/// <summary>What answers <see cref="ICaught"/>.</summary>
public sealed class Caught : ICaught
{
    public static IReadOnlyDictionary<string, Func<Exception>> Kinds { get; } = new Dictionary<string, Func<Exception>>
    {
        ["argument"] = static () => new ArgumentException("bad", "x"),
        ["null"] = static () => new ArgumentNullException("x", "missing"),
        ["range"] = static () => new ArgumentOutOfRangeException("x", "too far"),
        ["state"] = static () => new InvalidOperationException("not now"),
        ["unsupported"] = static () => new NotSupportedException("never"),
        ["unwritten"] = static () => new NotImplementedException("later"),
        ["zero"] = static () => new DivideByZeroException("by zero"),
        ["overflow"] = static () => new OverflowException("too much"),
        ["format"] = static () => new FormatException("not a number"),
        ["key"] = static () => new KeyNotFoundException("no such key"),
        ["access"] = static () => new UnauthorizedAccessException("not you"),
        ["time"] = static () => new TimeoutException("too slow"),
        ["other"] = static () => new CustomException("the secret"),
        ["rpc"] = static () => new RpcException(RpcStatus.FailedPrecondition, "first open it"),
        ["draining elsewhere"] = static () => new RpcException(RpcStatus.Unavailable, "the next one drains", RpcOutcome.NotExecuted, RpcErrorReason.Draining),
        ["untellable"] = static () => new UntellableException(),
        ["cancelled"] = static () => new OperationCanceledException("stopped"),
    };

    public int Calls { get; private set; }

    public void Throw(string kind)
    {
        Calls++;
        throw Kinds[kind]();
    }

    public async Task ThrowAsync(string kind)
    {
        await Task.Yield();
        throw Kinds[kind]();
    }

    public async IAsyncEnumerable<int> ThrowAfter(int items, string kind)
    {
        for (int i = 0; i < items; i++)
        {
            await Task.Yield();
            yield return i;
        }

        throw Kinds[kind]();
    }

    public int Quick(int x) => x;
}
