using System.CommandLine;
using System.Globalization;
using Rpc.Cli.Commands;
using Rpc.Cli.Output;
using Rpc.Tasks;
using Spectre.Console;

namespace Rpc.Cli.TaskCommands;

/// <summary><c>rpc tasks show ID</c>.</summary>
internal static class TaskShowCommand
{
    public static Command Create(CommandRunner run)
    {
        Argument<string> id = TaskIds.One();
        return new Command("show", "Print all that is known of a task, with the attempts that have ended.") { id }.Bind(
            run,
            (context, tasks) => ShowAsync(context, tasks, context.Get(id)),
            "rpc tasks show 6b1c9d04",
            "rpc tasks show 019a1f5e-52c1-7a3e-9b52-6f1f6b1c9d04 --json");
    }

    private static async Task ShowAsync(CommandContext context, RpcTasks tasks, string text)
    {
        Guid id = (await TaskIds.FindAsync(context, tasks, text).ConfigureAwait(false))[0];
        RpcTaskInfo info = await tasks.GetHandle(id).InfoAsync(context.Token).ConfigureAwait(false)
            ?? throw new RpcException(RpcStatus.NotFound, $"There is no task {id}, or it ended so long ago that nothing of it is kept; `rpc tasks list` shows those there are.");
        if (context.Json)
        {
            JsonOutput.Write(context.Output, writer => TaskJson.Write(writer, info));
            return;
        }

        foreach ((string name, string value, string? style) in Facts(info))
        {
            if (value.Length > 0)
            {
                string shown = Markup.Escape(ErrorReport.OneLine(value));
                context.Console.WriteMarkup($"[dim]{name,-12}[/]{(style is null ? shown : $"[{style}]{shown}[/]")}");
            }
        }

        if (info.History.Count > 0)
        {
            await context.Output.WriteLineAsync().ConfigureAwait(false);
            var table = new TextTable(context.Console, [("ATTEMPT", ""), ("ENDING", ""), ("BEGAN", ""), ("TOOK", ""), ("WORKER", "dim"), ("MESSAGE", "")]);
            table.Write([.. info.History.Select(static attempt => (string[])
            [
                attempt.Attempt.ToString(CultureInfo.InvariantCulture), attempt.Ending.ToString(), TimeText.Text(attempt.BeganAt), TimeText.Span(attempt.EndedAt - attempt.BeganAt), attempt.Worker.ToString(), attempt.Message,
            ])]);
        }
    }

    private static IEnumerable<(string Name, string Value, string? Style)> Facts(RpcTaskInfo info) =>
    [
        ("id", info.Id.ToString(), "bold"),
        ("state", TaskFilterOptions.Text(info.State), TaskStates.Style(info.State)),
        ("note", info.Error is null ? TaskTable.Note(info) : string.Empty, null),
        ("error", info.Error is { } error ? (error.Failure == RpcTaskFailure.None ? error.Message : $"{error.Failure}: {error.Message}") : string.Empty, "red"),
        ("method", info.Kind, null),
        ("queue", info.Queue, null),
        ("priority", info.Priority == TaskPriority.Normal ? string.Empty : info.Priority.ToString().ToLowerInvariant(), null),
        ("attempt", info.Attempt.ToString(CultureInfo.InvariantCulture), null),
        ("deaths", info.WorkerDeaths == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"{info.WorkerDeaths} workers have died while they ran it"), null),
        ("enqueued", TimeText.Text(info.EnqueuedAt), null),
        ("ready", TimeText.Text(info.ReadyAt), null),
        ("began", TimeText.Text(info.BeganAt), null),
        ("worker", info.Worker?.ToString() ?? string.Empty, null),
        ("ended", TimeText.Text(info.EndedAt), null),
        ("kept until", TimeText.Text(info.KeptUntil), null),
        ("key", info.IdempotencyKey ?? string.Empty, null),
        ("unique key", info.UniqueKey ?? string.Empty, null),
        ("schedule", info.Schedule ?? string.Empty, null),
    ];
}
