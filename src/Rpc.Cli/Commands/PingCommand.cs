using System.CommandLine;
using System.Globalization;
using Rpc.Cli.Completion;
using Rpc.Cli.Output;

namespace Rpc.Cli.Commands;

/// <summary><c>rpc ping [NAME|URI]</c>.</summary>
internal static class PingCommand
{
    public static Command Create(CommandRunner run, LiveNames live)
    {
        Argument<RemoteUri> target = Targets.Argument(live);
        target.Arity = ArgumentArity.ZeroOrOne;
        target.Description = "The object: a name that the name server knows, or rpc://host:port/object. [default: the name servers themselves]";
        var count = new Option<int>("--count")
        {
            Description = "How often to ask, 1 to 1000000. With more than 1, a first ping that connects is told apart, and the others as minimum, median and maximum.",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
            CustomParser = result => Parsing.Try(result, ParseCount),
        };
        var command = new Command("ping", "Ask an object whether it is there, and print how long the answer took.") { target, count };
        run.BindLife(
            command,
            static _ => CommandLife.Stay,
            context => context.Parsed.GetValue(target) is { } given ? PingAsync(context, given, context.Get(count)) : PingNameServersAsync(context, context.Get(count)),
            "rpc ping",
            "rpc ping server",
            "rpc ping server --count 100",
            "rpc ping rpc://10.0.0.7:9101/greeter --timeout 1");
        return command;
    }

    private static async Task<int> PingAsync(CommandContext context, RemoteUri target, int count)
    {
        RemoteUri uri = await context.ResolveInTimeAsync(target).ConfigureAwait(false);
        PingResult result = await PingResult.TakeAsync(context, uri, count).ConfigureAwait(false);
        if (!result.IsAnswered)
        {
            throw result.Failure!;
        }

        if (context.Json)
        {
            JsonOutput.Write(context.Output, result.Write);
        }
        else if (count == 1)
        {
            await context.Output.WriteLineAsync(FormattableString.Invariant($"{uri} answered in {result.Connect.TotalMilliseconds:0.00} ms")).ConfigureAwait(false);
        }
        else
        {
            WriteTable(context.Console, "OBJECT", [result]);
        }

        return ExitCode.Success;
    }

    private static async Task<int> PingNameServersAsync(CommandContext context, int count)
    {
        PingResult[] results = await Task.WhenAll(context.Access.Names.NameServers.Select(server => PingResult.TakeAsync(context, server, count))).ConfigureAwait(false);
        if (context.Json)
        {
            JsonOutput.Write(context.Output, writer =>
            {
                writer.WriteStartArray();
                foreach (PingResult result in results)
                {
                    result.Write(writer);
                }

                writer.WriteEndArray();
            });
        }
        else
        {
            WriteTable(context.Console, "NAME SERVER", results);
        }

        return Array.Exists(results, static result => result.IsAnswered) ? ExitCode.Success
            : throw new RpcException(RpcStatus.Unavailable, $"No name server answers at {context.NameServerText}. Start one with `rpc ns`, or say where it is with --ns or RPC_NS=host:port.");
    }

    private static void WriteTable(CliConsole console, string heading, PingResult[] results)
    {
        bool isMany = Array.Exists(results, static result => result.Times.Count > 0);
        (string, string)[] columns = isMany
            ? [(heading, "bold"), ("STATE", ""), ("CONNECT", ""), ("PINGS", ""), ("LOST", ""), ("MIN", ""), ("MEDIAN", "green"), ("MAX", "")]
            : [(heading, "bold"), ("STATE", ""), ("TIME", "green")];
        new TextTable(console, columns).Write([.. results.Select(result => Row(result, isMany))]);
    }

    private static string[] Row(PingResult result, bool isMany)
    {
        string address = result.Uri.ObjectId == RemoteUri.NameServerObjectId ? result.Uri.WithoutObject().ToString() : result.Uri.ToString();
        string state = result.IsAnswered ? "answers" : $"silent: {result.Failure!.Message}";
        string connect = result.IsAnswered ? Time(result.Connect) : string.Empty;
        return !isMany ? [address, state, connect]
            : [address, state, connect, Number(result.Sent), Number(result.Lost), Time(result.Minimum), Time(result.Median), Time(result.Maximum)];
    }

    private static string Time(TimeSpan? time) => time is { } given ? FormattableString.Invariant($"{given.TotalMilliseconds:0.00} ms") : string.Empty;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int ParseCount(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count is >= 1 and <= 1_000_000
        ? count
        : throw new FormatException($"'{text}' is no count: write 1 to 1000000.");
}
