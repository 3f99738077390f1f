namespace Rpc.Calls;

/// <summary>How a call ended, in the words of traces and metrics.</summary>
/// <param name="Code">The status, written as gRPC writes it: <c>DEADLINE_EXCEEDED</c>.</param>
/// <param name="ErrorType">What <c>error.type</c> is; null for no error.</param>
internal readonly record struct CallStatus(string Code, string? ErrorType)
{
    private static readonly string[] s_codes = [.. Enum.GetValues<RpcStatus>().Select(static status => UpperSnake(status.ToString()))];

    public static CallStatus Ok { get; } = new(s_codes[(int)RpcStatus.Ok], null);

    /// <summary>A stream that its reader did not read to the end, as it pleases.</summary>
    public static CallStatus Left { get; } = new(s_codes[(int)RpcStatus.Cancelled], null);

    /// <summary>What a caller heard.</summary>
    public static CallStatus OfCaller(Exception failure)
    {
        string code = s_codes[(int)CallFailures.StatusOf(failure)];
        return new CallStatus(code, TypeOf(failure, code));
    }

    /// <summary>What a handler ended with. Only what is wrong on this side is an error of this side: not what its caller asked for wrongly, or did not wait for.</summary>
    public static CallStatus OfHandler(Exception failure)
    {
        RpcStatus status = CallFailures.StatusOf(failure);
        string code = s_codes[(int)status];
        bool isOwn = status is RpcStatus.Unknown or RpcStatus.DeadlineExceeded or RpcStatus.Unimplemented or RpcStatus.Internal or RpcStatus.Unavailable or RpcStatus.DataLoss;
        return new CallStatus(code, isOwn ? TypeOf(failure, code) : null);
    }

    private static string TypeOf(Exception failure, string code) => failure is RpcException or OperationCanceledException ? code : failure.GetType().ToString();

    private static string UpperSnake(string name) => string.Concat(name.Select(static (letter, at) => at > 0 && char.IsUpper(letter) ? $"_{letter}" : $"{letter}")).ToUpperInvariant();
}
