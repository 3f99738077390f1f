using System.CommandLine;
using Rpc.Cli.Output;
using Rpc.Naming;

namespace Rpc.Cli.Commands;

/// <summary><c>rpc lookup NAME</c>.</summary>
internal static class LookupCommand
{
    public static Command Create(CommandRunner run)
    {
        var name = new Argument<string>("NAME") { Description = "The name.", CustomParser = result => Parsing.Try(result, Parsing.Name) };
        var command = new Command("lookup", "Print where a name leads: one URI a line.") { name };
        run.Bind(command, context => LookupAsync(context, context.Get(name)), "rpc lookup server", "rpc ping $(rpc lookup server)");
        return command;
    }

    private static async Task<int> LookupAsync(CommandContext context, string name)
    {
        NameEntry entry = await context.NameServer.LookupAsync(name, context.Token).ConfigureAwait(false);
        if (context.Json)
        {
            JsonOutput.Write(context.Output, writer => NameJson.WriteEntry(writer, entry));
            return ExitCode.Success;
        }

        foreach (NameInstance instance in entry.Instances)
        {
            await context.Output.WriteLineAsync(instance.Uri).ConfigureAwait(false);
        }

        return ExitCode.Success;
    }
}
