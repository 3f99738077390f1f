using System.CommandLine;
using System.Globalization;
using Rpc.Cli.Commands;
using Rpc.Cli.Output;
using Rpc.Tasks;
using Rpc.Tasks.Backends;
using Rpc.Tasks.Stores;

namespace Rpc.Cli.TaskCommands;

/// <summary><c>rpc tasks stats</c>.</summary>
internal static class TaskStatsCommand
{
    public static Command Create(CommandRunner run) =>
        new Command("stats", "Count tasks by queue and state, and the workers that live.").Bind(run, StatsAsync, "rpc tasks stats", "rpc tasks stats --json");

    private static async Task StatsAsync(CommandContext context, RpcTasks tasks)
    {
        TaskOverview overview = await tasks.OverviewAsync(context.Token).ConfigureAwait(false);
        if (context.Json)
        {
            JsonOutput.Write(context.Output, writer => TaskJson.Write(writer, overview));
            return;
        }

        RpcTaskState[] states = [.. TaskStates.All.Where(state => overview.Counts.Any(count => count.State == state))];
        if (states.Length > 0)
        {
            var table = new TextTable(context.Console, [("QUEUE", "bold"), .. states.Select(static state => (TaskFilterOptions.Text(state).ToUpperInvariant(), TaskStates.Style(state)))]);
            table.Write([.. overview.Counts.GroupBy(static count => count.Queue).OrderBy(static queue => queue.Key, StringComparer.Ordinal).Select(queue => Row(queue, states))]);
        }

        string kept = CountText.Of(overview.Counts.Sum(static count => count.Count), "task");
        await context.Output.WriteLineAsync($"{kept}, {CountText.Of(overview.Workers.Count, "worker")}").ConfigureAwait(false);
    }

    private static string[] Row(IGrouping<string, TaskCount> queue, RpcTaskState[] states) =>
        [queue.Key, .. states.Select(state => queue.Where(count => count.State == state).Sum(static count => count.Count).ToString(CultureInfo.InvariantCulture))];
}
