using System.CommandLine;
using Rpc.Cli.Completion;
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
        var options = new NameWatchOptions
        {
            Lost = error => console.Error.WriteLine(ErrorReport.OneLine($"rpc: the name server is gone; the watch goes on once it is back. ({error.Message})")),
            Back = () => console.Error.WriteLine("rpc: the name server is back."),
        };
        try
        {
            // Who typed the wrong address hears it at once; what answered once is waited for.
            await context.NameServer.PingAsync(context.Token).ConfigureAwait(false);
            int names = 0;
            await foreach (NameEvent one in context.Access.Names.WatchAsync(filter, options, context.Token).ConfigureAwait(false))
            {
                names += one.Kind switch
                {
                    NameEventKind.Present or NameEventKind.Added => 1,
                    NameEventKind.Removed => -1,
                    _ => 0,
                };
                Tell(context, one, names);
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
