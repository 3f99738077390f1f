using System.CommandLine;
using Rpc.Cli.Completion;
using Rpc.Cli.Names;
using Rpc.Cli.Output;
using Rpc.Naming;

namespace Rpc.Cli.Commands;

/// <summary><c>rpc list [PREFIX]</c>.</summary>
internal static class ListCommand
{
    public static Command Create(CommandRunner run, LiveNames live)
    {
        var command = new Command("list", "List the names that the name server knows.");
        var filter = new FilterOptions(command, live);
        run.Bind(
            command,
            context => ListAsync(context, NamePages.ReadAsync(context.NameServer, filter.Filter(context), context.Limit, context.Token)),
            "rpc list",
            "rpc list shop.",
            "rpc list --tag colour --tag floor2",
            "rpc list --glob 'shop.*.eu' --json");
        return command;
    }

    /// <summary>Prints pages as they come: a million names need not be held.</summary>
    public static async Task<int> ListAsync(CommandContext context, IAsyncEnumerable<IReadOnlyList<NameEntry>> pages)
    {
        if (context.Json)
        {
            using var array = new JsonArray(context.Output);
            await foreach (IReadOnlyList<NameEntry> page in pages.ConfigureAwait(false))
            {
                array.Add(writer =>
                {
                    foreach (NameEntry entry in page)
                    {
                        NameJson.WriteEntry(writer, entry);
                    }
                });
            }

            array.End();
            return ExitCode.Success;
        }

        var table = new NameTable(context.Console, context.Clock);
        await foreach (IReadOnlyList<NameEntry> page in pages.ConfigureAwait(false))
        {
            table.Add(page);
        }

        table.End();
        return ExitCode.Success;
    }
}
