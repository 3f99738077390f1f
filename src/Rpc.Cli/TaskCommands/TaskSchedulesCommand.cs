using System.CommandLine;
using Rpc.Cli.Commands;
using Rpc.Cli.Output;
using Rpc.Tasks;

namespace Rpc.Cli.TaskCommands;

/// <summary><c>rpc tasks schedules</c>.</summary>
internal static class TaskSchedulesCommand
{
    public static Command Create(CommandRunner run) =>
        new Command("schedules", "List the schedules that enqueue tasks again and again.").Bind(run, ListAsync, "rpc tasks schedules", "rpc tasks schedules --json");

    private static async Task ListAsync(CommandContext context, RpcTasks tasks)
    {
        IReadOnlyList<RpcScheduleInfo> schedules = await tasks.Schedules.ListAsync(context.Token).ConfigureAwait(false);
        if (context.Json)
        {
            JsonOutput.Write(context.Output, writer => TaskJson.Array(writer, schedules, TaskJson.Write));
            return;
        }

        if (schedules.Count == 0)
        {
            await context.Output.WriteLineAsync("no schedules").ConfigureAwait(false);
            return;
        }

        var table = new TextTable(context.Console, [("NAME", "bold"), ("TIMING", "cyan"), ("ZONE", ""), ("NEXT", "green"), ("LAST", ""), ("METHOD", ""), ("QUEUE", "")]);
        table.Write([.. schedules.Select(static schedule => (string[])
        [
            schedule.Name, schedule.Timing, schedule.TimeZone, schedule.IsPaused ? "paused" : TimeText.Text(schedule.NextAt), TimeText.Text(schedule.LastAt), schedule.Kind, schedule.Queue,
        ])]);
    }
}
