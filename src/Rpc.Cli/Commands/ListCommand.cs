using System.CommandLine;
using Rpc.Cli.Output;
using Rpc.Naming;

namespace Rpc.Cli.Commands;

/// <summary><c>rpc list [PREFIX]</c>.</summary>
internal static class ListCommand
{
    public static Command Create(CommandRunner run)
    {
        var prefix = new Argument<string?>("PREFIX")
        {
            Description = "Only names that begin with this, literally and case-sensitively.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var glob = new Option<string?>("--glob") { Description = "Only names that match: * is any run of characters, ? any one.", HelpName = "PATTERN" };
        var command = new Command("list", "List the names that the name server knows.") { prefix, glob };
        run.Bind(
            command,
            context => ListAsync(context, context.Parsed.GetValue(prefix), context.Get(glob)),
            "rpc list",
            "rpc list shop.",
            "rpc list --glob 'shop.*.eu' --json");
        return command;
    }

    private static async Task<int> ListAsync(CommandContext context, string? prefix, string? glob)
    {
        var entries = new List<NameEntry>();
        string? after = null;
        do
        {
            NamePage page = await context.NameServer.ListAsync(new NameFilter(prefix, glob), after, cancellationToken: context.Token).ConfigureAwait(false);
            entries.AddRange(page.Entries);
            after = page.Next;
            context.Limit.Restart();
        }
        while (after is not null);

        if (context.Json)
        {
            JsonOutput.Write(context.Output, writer => NameJson.WriteEntries(writer, entries));
        }
        else
        {
            NameTable.Write(context.Console, entries);
        }

        return ExitCode.Success;
    }
}
