using System.CommandLine;
using Rpc.Cli.Commands;
using Rpc.Tasks;

namespace Rpc.Cli.TaskCommands;

/// <summary><c>rpc tasks cancel ID...</c>.</summary>
internal static class TaskCancelCommand
{
    public static Command Create(CommandRunner run)
    {
        Argument<string[]> ids = TaskIds.Several(required: true);
        return new Command("cancel", "Cancel tasks that wait, and tell those that run to stop.") { ids }.Bind(run, (context, tasks) => CancelAsync(context, tasks, context.Get(ids)), "rpc tasks cancel 6b1c9d04");
    }

    private static async Task CancelAsync(CommandContext context, RpcTasks tasks, string[] texts)
    {
        var late = new List<Guid>();
        foreach (Guid id in await TaskIds.FindAsync(context, tasks, texts).ConfigureAwait(false))
        {
            TaskHandle handle = tasks.GetHandle(id);
            if (!await handle.CancelAsync(context.Token).ConfigureAwait(false))
            {
                late.Add(id);
                continue;
            }

            RpcTaskState state = await handle.StatusAsync(context.Token).ConfigureAwait(false);
            await context.Output.WriteLineAsync(state == RpcTaskState.Cancelled ? $"cancelled {id}" : $"told {id} to stop").ConfigureAwait(false);
            context.Limit.Restart();
        }

        if (late.Count > 0)
        {
            throw new RpcException(RpcStatus.FailedPrecondition, $"There is nothing to cancel of {string.Join(", ", late)}: ended already, or not there.");
        }
    }
}
