using System.Globalization;
using Rpc.Cli.Output;
using Rpc.Tasks;

namespace Rpc.Cli.TaskCommands;

/// <summary>Tasks as a table, a page at a time. Not thread-safe.</summary>
internal sealed class TaskTable
{
    private readonly CliConsole _console;
    private readonly TextTable _table;
    private readonly DateTimeOffset? _now;
    private int _count;

    public TaskTable(CliConsole console, TimeProvider clock)
    {
        _console = console;
        _now = console.IsTerminal ? clock.GetUtcNow() : null;
        _table = new TextTable(console, [("ID", ""), ("STATE", ""), ("METHOD", "bold"), ("QUEUE", ""), ("ATTEMPT", ""), (_now is null ? "ENQUEUED" : "AGE", _now is null ? "" : "dim"), ("NOTE", "")]);
    }

    public void Add(IReadOnlyList<RpcTaskInfo> page)
    {
        _table.Write([.. page.Select(Row)], (row, column) => column == 1 ? TaskStates.Style(page[row].State) : null);
        _count += page.Count;
    }

    /// <summary>Says how many there were, where people look.</summary>
    public void End()
    {
        if (_count == 0)
        {
            _console.Output.WriteLine("no tasks");
        }
        else if (_console.IsTerminal)
        {
            _console.WriteMarkup($"[dim]{CountText.Of(_count, "task")}[/]");
        }
    }

    /// <summary>What is to be known of a task beside its state, in a few words.</summary>
    public static string Note(RpcTaskInfo info) => info.State switch
    {
        RpcTaskState.Failed or RpcTaskState.Cancelled => info.Error?.Message ?? string.Empty,
        RpcTaskState.Running when info.IsCancelRequested => "is told to stop",
        RpcTaskState.Running => string.Empty,
        RpcTaskState.Scheduled => $"due {TimeText.Text(info.ReadyAt)}",
        RpcTaskState.Waiting => $"waits for {CountText.Of(info.Missing, "result")}",
        RpcTaskState.Parked => "no worker knows the method",
        RpcTaskState.Ready when info.IsQuarantined => "has to be alone in its worker",
        _ => string.Empty,
    };

    private string[] Row(RpcTaskInfo info) =>
    [
        info.Id.ToString(), TaskFilterOptions.Text(info.State), info.Kind, info.Queue, info.Attempt.ToString(CultureInfo.InvariantCulture), TimeText.Since(info.EnqueuedAt, _now), Note(info),
    ];
}
