namespace Rpc.Tasks;

/// <summary>A task has no result, and its method is not what failed. An exception of the method comes back as itself, as from a direct call.</summary>
public class RpcTaskException : RpcException
{
    /// <summary>A failure of one task.</summary>
    public RpcTaskException(Guid taskId, RpcTaskFailure failure, string message, Exception? innerException = null)
        : base(StatusOf(failure), message, OutcomeOf(failure), RpcErrorReason.None, innerException)
    {
        TaskId = taskId;
        Failure = failure;
    }

    /// <summary>The task.</summary>
    public Guid TaskId { get; }

    /// <summary>Why it has no result.</summary>
    public RpcTaskFailure Failure { get; }

    private static RpcStatus StatusOf(RpcTaskFailure failure) => failure switch
    {
        RpcTaskFailure.NotFound or RpcTaskFailure.ResultExpired => RpcStatus.NotFound,
        RpcTaskFailure.WorkerLost => RpcStatus.Aborted,
        RpcTaskFailure.Undecodable => RpcStatus.InvalidArgument,
        RpcTaskFailure.TimedOut or RpcTaskFailure.Expired => RpcStatus.DeadlineExceeded,
        RpcTaskFailure.Cancelled => RpcStatus.Cancelled,
        RpcTaskFailure.DependencyFailed => RpcStatus.FailedPrecondition,
        _ => RpcStatus.Unknown,
    };

    private static RpcOutcome OutcomeOf(RpcTaskFailure failure) => failure switch
    {
        RpcTaskFailure.Undecodable or RpcTaskFailure.Expired or RpcTaskFailure.DependencyFailed => RpcOutcome.NotExecuted,
        RpcTaskFailure.ResultExpired => RpcOutcome.Completed,
        _ => RpcOutcome.MaybeExecuted,
    };
}
