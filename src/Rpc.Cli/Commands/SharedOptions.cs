using System.CommandLine;
using System.Globalization;
using Rpc.Naming;

namespace Rpc.Cli.Commands;

/// <summary>The options that every command has.</summary>
internal static class SharedOptions
{
    public static Option<IReadOnlyList<RemoteUri>> NameServers { get; } = new("--ns")
    {
        Description = "The name server, or several with commas. [default: what RPC_NS says, else localhost:9190]",
        HelpName = "HOST[:PORT]",
        Recursive = true,
        CustomParser = result => Parsing.Try<IReadOnlyList<RemoteUri>>(result, static text => NameServerAddress.ParseList(text)),
    };

    public static Option<double> Timeout { get; } = new("--timeout")
    {
        Description = "How long to wait for an answer, in seconds; for a stream, for each next item.",
        HelpName = "SECONDS",
        Recursive = true,
        DefaultValueFactory = _ => 10,
        CustomParser = result => Parsing.Try(result, ParseSeconds),
    };

    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "Print JSON for programs instead of text for people.",
        Recursive = true,
    };

    public static Option<bool> Verbose { get; } = new("--verbose")
    {
        Description = "Log what happens, and show stack traces, on the error stream.",
        Recursive = true,
    };

    private static double ParseSeconds(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) && seconds is > 0 and <= 86_400
            ? seconds
            : throw new FormatException($"'{text}' is not a number of seconds between 0 and 86400.");
}
