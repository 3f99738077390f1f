using System.CommandLine;
using Rpc.Cli.Completion;
using Rpc.Cli.Names;
using Rpc.Cli.Output;
using Rpc.Naming;

namespace Rpc.Cli.Commands;

/// <summary><c>rpc watch [PREFIX]</c>.</summary>
internal static class WatchCommand
{
    public static Command Create(CommandRunner run, LiveNames live)
    {
        var command = new Command("watch", "Print the names that there are, and then each change as it happens, until Ctrl-C.");
        var filter = new FilterOptions(command, live);
        run.BindLife(
            command,
            static _ => CommandLife.Stay,
            context => WatchAsync(context, filter.Filter(context)),
            "rpc watch",
            "rpc watch shop. --tag eu",
            "rpc watch --json | jq -r 'select(.event == \"removed\") | .name'");
        return command;
    }

    private static async Task<int> WatchAsync(CommandContext context, NameFilter filter)
    {
        CliConsole console = context.Console;
        var changes = new NameChanges();
        var watch = new NameWatch(
            context.NameServer.WatchAsync,
            context.Clock,
            lost: error => console.Error.WriteLine(ErrorReport.OneLine($"rpc: the name server is gone; the watch goes on once it is back. ({error.Message})")),
            back: () => console.Error.WriteLine("rpc: the name server is back."));
        try
        {
            await foreach (NameEvent one in watch.RunAsync(filter, context.Token).ConfigureAwait(false))
            {
                foreach (NameEvent told in changes.Read(one))
                {
                    Tell(context, told, changes.Count);
                }
            }
        }
        catch (OperationCanceledException) when (context.Token.IsCancellationRequested)
        {
            // Ctrl-C is how it is meant to end.
        }

        return ExitCode.Success;
    }

    private static void Tell(CommandContext context, NameEvent one, int names)
    {
        if (context.Json)
        {
            NameEventLines.WriteJson(context.Output, one, names, context.Clock);
            return;
        }

        NameEventLines.Write(context.Console, one, context.Clock);
        context.Output.Flush();
    }
}
