using System.CommandLine;
using Rpc.Naming;

namespace Rpc.Cli.Commands;

/// <summary><c>rpc remove NAME|--prefix P|--glob G</c>.</summary>
internal static class RemoveCommand
{
    public static Command Create(CommandRunner run)
    {
        var name = new Argument<string?>("NAME") { Description = "The one name to remove.", Arity = ArgumentArity.ZeroOrOne, CustomParser = result => Parsing.Try(result, Parsing.Name) };
        var prefix = new Option<string?>("--prefix") { Description = "Remove all names that begin with this, literally and case-sensitively.", HelpName = "PREFIX" };
        var glob = new Option<string?>("--glob") { Description = "Remove all names that match: * is any run of characters, ? any one.", HelpName = "PATTERN" };
        var command = new Command("remove", "Remove names, with all their instances.") { name, prefix, glob };
        command.Validators.Add(result =>
        {
            int given = (result.GetResult(name)?.Tokens.Count ?? 0) + (result.GetResult(prefix) is null ? 0 : 1) + (result.GetResult(glob) is null ? 0 : 1);
            if (given != 1)
            {
                result.AddError("Give one of NAME, --prefix and --glob.");
            }
        });
        run.Bind(
            command,
            context => RemoveAsync(context, context.Parsed.GetValue(name), new NameFilter(context.Get(prefix), context.Get(glob))),
            "rpc remove printer",
            "rpc remove --prefix test.",
            "rpc remove --glob '*.staging.?'");
        return command;
    }

    private static async Task<int> RemoveAsync(CommandContext context, string? name, NameFilter filter)
    {
        int removed = name is null
            ? await context.NameServer.UnregisterAllAsync(filter, context.Token).ConfigureAwait(false)
            : await context.NameServer.UnregisterAsync(name, context.Token).ConfigureAwait(false);
        if (name is not null && removed == 0)
        {
            throw new RpcException(RpcStatus.NotFound, $"The name server at {context.NameServerText} knows no name '{name}'; `rpc list` shows what it knows.");
        }

        await context.Output.WriteLineAsync($"removed {removed} {(removed == 1 ? "name" : "names")}").ConfigureAwait(false);
        return ExitCode.Success;
    }
}
