using System.CommandLine;
using System.Globalization;
using Rpc.Cli.Commands;
using Rpc.Cli.Output;
using Rpc.Tasks;
using Rpc.Tasks.Stores;

namespace Rpc.Cli.TaskCommands;

/// <summary><c>rpc tasks workers</c>.</summary>
internal static class TaskWorkersCommand
{
    public static Command Create(CommandRunner run) =>
        new Command("workers", "List the workers that live.").Bind(run, ListAsync, "rpc tasks workers", "rpc tasks workers --json");

    private static async Task ListAsync(CommandContext context, RpcTasks tasks)
    {
        IReadOnlyList<WorkerRow> workers = (await tasks.OverviewAsync(context.Token).ConfigureAwait(false)).Workers;
        if (context.Json)
        {
            JsonOutput.Write(context.Output, writer => TaskJson.Array(writer, workers, TaskJson.Write));
            return;
        }

        if (workers.Count == 0)
        {
            await context.Output.WriteLineAsync("no workers").ConfigureAwait(false);
            return;
        }

        DateTimeOffset? now = context.Console.IsTerminal ? context.Clock.GetUtcNow() : null;
        var table = new TextTable(context.Console, [("NAME", "bold"), ("QUEUES", ""), ("AT A TIME", ""), ("METHODS", ""), (now is null ? "JOINED" : "AGE", "dim"), ("SEEN", ""), ("ID", "dim")]);
        table.Write([.. workers.OrderBy(static worker => worker.Name, StringComparer.Ordinal).Select(worker => (string[])
        [
            worker.Name, string.Join(", ", worker.Queues), worker.Concurrency.ToString(CultureInfo.InvariantCulture), worker.Kinds.Count.ToString(CultureInfo.InvariantCulture),
            TimeText.Since(worker.JoinedAt, now), TimeText.Since(worker.SeenAt, now), worker.Id.ToString(),
        ])]);
    }
}
