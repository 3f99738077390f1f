using Rpc.Tasks;

namespace Rpc.Cli.TaskCommands;

/// <summary>Which states commands take, and their colours.</summary>
internal static class TaskStates
{
    public static readonly RpcTaskState[] All =
    [
        RpcTaskState.Waiting, RpcTaskState.Scheduled, RpcTaskState.Ready, RpcTaskState.Running, RpcTaskState.Parked, RpcTaskState.Succeeded, RpcTaskState.Failed, RpcTaskState.Cancelled, RpcTaskState.ResultExpired,
    ];

    public static readonly RpcTaskState[] Ended = [RpcTaskState.Succeeded, RpcTaskState.Failed, RpcTaskState.Cancelled, RpcTaskState.ResultExpired];

    public static readonly RpcTaskState[] Revivable = [RpcTaskState.Failed, RpcTaskState.Cancelled];

    /// <summary>In Spectre's markup.</summary>
    public static string Style(RpcTaskState state) => state switch
    {
        RpcTaskState.Succeeded => "green",
        RpcTaskState.Failed => "red",
        RpcTaskState.Running => "yellow",
        RpcTaskState.Ready => "cyan",
        RpcTaskState.Parked => "magenta",
        _ => "dim",
    };
}
