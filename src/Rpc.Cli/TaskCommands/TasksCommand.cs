using System.CommandLine;
using Rpc.Cli.Commands;
using Rpc.Tasks;

namespace Rpc.Cli.TaskCommands;

/// <summary><c>rpc tasks COMMAND</c>: looks at background tasks and changes them, wherever they are kept.</summary>
internal static class TasksCommand
{
    public static Command Create(CommandRunner run)
    {
        var command = new Command("tasks", "Look at background tasks, cancel them, let them begin again, remove them.");
        command.Options.Add(TaskBackends.Option);
        Examples.Add(command, ["rpc tasks list --state failed", "rpc tasks stats --backend sqlite:/var/lib/app/tasks.db", "rpc tasks show 6b1c9d04", "rpc tasks retry --state failed --queue mail"]);
        foreach (Command one in (Command[])[TaskListCommand.Create(run), TaskShowCommand.Create(run), TaskCancelCommand.Create(run), TaskRetryCommand.Create(run), TaskPurgeCommand.Create(run), TaskStatsCommand.Create(run), TaskWorkersCommand.Create(run), TaskSchedulesCommand.Create(run)])
        {
            command.Subcommands.Add(one);
        }

        return command;
    }

    /// <summary>Gives a command its body: it has the tasks open, bounded by <c>--timeout</c>.</summary>
    public static Command Bind(this Command command, CommandRunner run, Func<CommandContext, RpcTasks, Task> body, params string[] examples)
    {
        run.Bind(
            command,
            async context =>
            {
                string backend = context.Get(TaskBackends.Option)!;
                try
                {
                    RpcTasks tasks = await context.Access.OpenTasksAsync(backend, context.Token).ConfigureAwait(false);
                    await using (tasks.ConfigureAwait(false))
                    {
                        await body(context, tasks).ConfigureAwait(false);
                    }

                    return ExitCode.Success;
                }
                catch (RpcException error) when (error.Reason == RpcErrorReason.NoSuchName)
                {
                    throw new RpcException(error.Status, $"{error.Message} Serve tasks with `rpc ns --tasks PATH`, or say where they are with --backend.", error.Outcome, error.Reason, error);
                }
            },
            examples);
        return command;
    }
}
