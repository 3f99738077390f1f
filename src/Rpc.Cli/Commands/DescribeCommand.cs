using System.CommandLine;
using Rpc.Calls;
using Rpc.Cli.Completion;
using Rpc.Cli.Output;

namespace Rpc.Cli.Commands;

/// <summary><c>rpc describe NAME|URI</c>.</summary>
internal static class DescribeCommand
{
    public static Command Create(CommandRunner run, LiveNames live)
    {
        Argument<RemoteUri> target = Targets.Argument(live);
        var command = new Command("describe", "Print what an object can do: it tells itself, no contract assembly is needed.") { target };
        run.Bind(command, context => DescribeAsync(context, context.Get(target)), "rpc describe server", "rpc describe rpc://10.0.0.7:9101/greeter --json");
        return command;
    }

    private static async Task<int> DescribeAsync(CommandContext context, RemoteUri target)
    {
        RemoteUri uri = await context.ResolveAsync(target).ConfigureAwait(false);
        ContractDescriptor contract = await context.Access.DescribeAsync(uri, context.Token).ConfigureAwait(false);
        if (context.Json)
        {
            JsonOutput.Write(context.Output, writer => ContractJson.Write(writer, contract, uri));
        }
        else
        {
            ContractText.Write(context.Console, contract, uri);
        }

        return ExitCode.Success;
    }
}
