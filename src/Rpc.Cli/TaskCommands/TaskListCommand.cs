using System.CommandLine;
using System.Globalization;
using Rpc.Cli.Commands;
using Rpc.Cli.Output;
using Rpc.Tasks;

namespace Rpc.Cli.TaskCommands;

/// <summary><c>rpc tasks list</c>.</summary>
internal static class TaskListCommand
{
    public static Command Create(CommandRunner run)
    {
        var command = new Command("list", "List tasks, the last enqueued first.");
        var filter = new TaskFilterOptions(command, TaskStates.All);
        var limit = new Option<int>("--limit")
        {
            Description = "At most so many.",
            HelpName = "N",
            DefaultValueFactory = _ => 100,
            CustomParser = result => Parsing.Try(result, ParseLimit),
        };
        command.Options.Add(limit);
        return command.Bind(
            run,
            (context, tasks) => ListAsync(context, TaskFilterOptions.ReadAsync(context, tasks, filter.Filter(context), context.Get(limit), context.Token)),
            "rpc tasks list",
            "rpc tasks list --state failed,parked --queue mail",
            "rpc tasks list --kind ICalculator.Add --limit 1000 --json");
    }

    private static async Task ListAsync(CommandContext context, IAsyncEnumerable<IReadOnlyList<RpcTaskInfo>> pages)
    {
        if (context.Json)
        {
            using var array = new JsonArray(context.Output);
            await foreach (IReadOnlyList<RpcTaskInfo> page in pages.ConfigureAwait(false))
            {
                array.Add(writer =>
                {
                    foreach (RpcTaskInfo info in page)
                    {
                        TaskJson.Write(writer, info);
                    }
                });
            }

            array.End();
            return;
        }

        var table = new TaskTable(context.Console, context.Clock);
        await foreach (IReadOnlyList<RpcTaskInfo> page in pages.ConfigureAwait(false))
        {
            table.Add(page);
        }

        table.End();
    }

    private static int ParseLimit(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int limit) && limit > 0
        ? limit
        : throw new FormatException($"'{text}' is not a number of tasks: write 1 or more.");
}
