using System.CommandLine;
using Rpc.Cli.Commands;
using Rpc.Cli.Output;
using Rpc.Tasks;

namespace Rpc.Cli.TaskCommands;

/// <summary><c>rpc tasks retry ID...|--state STATE</c>.</summary>
internal static class TaskRetryCommand
{
    public static Command Create(CommandRunner run)
    {
        Argument<string[]> ids = TaskIds.Several(required: false);
        var command = new Command("retry", "Let tasks begin again that have failed or were cancelled, with all their attempts before them.") { ids };
        var filter = new TaskFilterOptions(command, TaskStates.Revivable);
        command.Validators.Add(result =>
        {
            bool hasIds = result.GetResult(ids)?.Tokens.Count > 0;
            bool hasState = result.GetResult(filter.States) is { Implicit: false };
            bool hasOther = result.GetResult(filter.Queue) is not null || result.GetResult(filter.Kind) is not null;
            if (hasIds == hasState || (hasIds && hasOther))
            {
                result.AddError("Give ids, or --state failed (or cancelled) with --queue and --kind as wanted.");
            }
        });
        return command.Bind(
            run,
            (context, tasks) => context.Get(ids) is { Length: > 0 } some ? RetryAsync(context, tasks, some) : RetryAllAsync(context, tasks, filter),
            "rpc tasks retry 6b1c9d04",
            "rpc tasks retry --state failed --queue mail");
    }

    private static async Task RetryAsync(CommandContext context, RpcTasks tasks, string[] texts)
    {
        var refused = new List<Guid>();
        foreach (Guid id in await TaskIds.FindAsync(context, tasks, texts).ConfigureAwait(false))
        {
            if (await tasks.RetryAsync(id, context.Token).ConfigureAwait(false))
            {
                await context.Output.WriteLineAsync($"{id} begins again").ConfigureAwait(false);
            }
            else
            {
                refused.Add(id);
            }

            context.Limit.Restart();
        }

        if (refused.Count > 0)
        {
            throw new RpcException(RpcStatus.FailedPrecondition, $"{string.Join(", ", refused)} cannot begin again: neither failed nor cancelled, or not there.");
        }
    }

    private static async Task RetryAllAsync(CommandContext context, RpcTasks tasks, TaskFilterOptions filter)
    {
        // All are read first: those that begin again leave the list.
        var ids = new List<Guid>();
        await foreach (IReadOnlyList<RpcTaskInfo> page in TaskFilterOptions.ReadAsync(context, tasks, filter.Filter(context), int.MaxValue, context.Token).ConfigureAwait(false))
        {
            ids.AddRange(page.Select(static info => info.Id));
        }

        int begun = 0;
        foreach (Guid id in ids)
        {
            begun += await tasks.RetryAsync(id, context.Token).ConfigureAwait(false) ? 1 : 0;
            context.Limit.Restart();
        }

        await context.Output.WriteLineAsync($"{CountText.Of(begun, "task begins", "tasks begin")} again").ConfigureAwait(false);
    }
}
