using System.CommandLine;
using Rpc.Cli.Output;

namespace Rpc.Cli.Commands;

/// <summary><c>rpc ping NAME|URI</c>.</summary>
internal static class PingCommand
{
    public static Command Create(CommandRunner run)
    {
        Argument<RemoteUri> target = Targets.Argument();
        var command = new Command("ping", "Ask an object whether it is there, and print how long the answer took.") { target };
        run.Bind(command, context => PingAsync(context, context.Get(target)), "rpc ping server", "rpc ping rpc://10.0.0.7:9101/greeter --timeout 1");
        return command;
    }

    private static async Task<int> PingAsync(CommandContext context, RemoteUri target)
    {
        RemoteUri uri = await context.ResolveAsync(target).ConfigureAwait(false);
        TimeSpan time = await context.Access.PingAsync(uri, context.Token).ConfigureAwait(false);
        if (context.Json)
        {
            JsonOutput.Write(context.Output, writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("uri", uri.ToString());
                writer.WriteNumber("milliseconds", Math.Round(time.TotalMilliseconds, 3));
                writer.WriteEndObject();
            });
        }
        else
        {
            await context.Output.WriteLineAsync(FormattableString.Invariant($"{uri} answered in {time.TotalMilliseconds:0.00} ms")).ConfigureAwait(false);
        }

        return ExitCode.Success;
    }
}
