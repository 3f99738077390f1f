using System.CommandLine;
using Rpc.Cli.Commands;
using Rpc.Cli.Output;
using Rpc.Tasks;
using Rpc.Tasks.Backends;
using Rpc.Tasks.Stores;

namespace Rpc.Cli.TaskCommands;

/// <summary><c>rpc tasks purge --state STATE</c>.</summary>
internal static class TaskPurgeCommand
{
    public static Command Create(CommandRunner run)
    {
        var command = new Command("purge", "Remove tasks that have ended, before their time, with their results. What waits or runs stays.");
        var filter = new TaskFilterOptions(command, TaskStates.Ended);
        var yes = new Option<bool>("--yes") { Description = "Do not ask. Without a terminal nothing is asked anyway." };
        command.Options.Add(yes);
        command.Validators.Add(result =>
        {
            if (result.GetResult(filter.States) is not { Implicit: false, Tokens.Count: > 0 })
            {
                result.AddError("Give --state: which of the tasks that have ended are removed.");
            }
        });
        return command.Bind(
            run,
            (context, tasks) => PurgeAsync(context, tasks, filter.Filter(context), mayAsk: !context.Get(yes)),
            "rpc tasks purge --state succeeded",
            "rpc tasks purge --state failed,cancelled --queue mail --yes");
    }

    private static async Task PurgeAsync(CommandContext context, RpcTasks tasks, TaskFilter filter, bool mayAsk)
    {
        if (mayAsk && context.Console.CanAsk && !await ConfirmAsync(context, tasks, filter).ConfigureAwait(false))
        {
            throw new RpcException(RpcStatus.Cancelled, "Nothing was removed.");
        }

        int purged = await tasks.PurgeAsync(filter, context.Token).ConfigureAwait(false);
        await context.Output.WriteLineAsync($"removed {CountText.Of(purged, "task")}").ConfigureAwait(false);
    }

    private static async Task<bool> ConfirmAsync(CommandContext context, RpcTasks tasks, TaskFilter filter)
    {
        TaskOverview overview = await tasks.OverviewAsync(context.Token).ConfigureAwait(false);
        long count = overview.Counts.Where(one => filter.States.Contains(one.State) && (filter.Queue is null || filter.Queue == one.Queue)).Sum(static one => one.Count);
        if (count == 0)
        {
            return true;
        }

        string states = string.Join(" or ", filter.States.Select(TaskFilterOptions.Text));
        string queue = filter.Queue is null ? "of all queues" : $"of queue {filter.Queue}";

        // How many have the kind is not counted anywhere.
        string which = filter.Kind is null ? CountText.Of(count, "task") : $"those of {CountText.Of(count, "task")} with '{filter.Kind}' in their method";
        context.Limit.Lift();
        bool answer = await context.Console.ConfirmAsync(ErrorReport.OneLine($"Remove {which} ({states}, {queue}) and their results?"), context.Token).ConfigureAwait(false);
        context.Limit.Restart();
        return answer;
    }
}
