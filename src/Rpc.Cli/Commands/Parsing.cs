using System.CommandLine.Parsing;
using Rpc.Naming;

namespace Rpc.Cli.Commands;

/// <summary>Turns what is typed into values, and format errors into usage errors.</summary>
internal static class Parsing
{
    public static T? Try<T>(ArgumentResult result, Func<string, T> parse)
    {
        try
        {
            return parse(result.Tokens.Count > 0 ? result.Tokens[^1].Value : string.Empty);
        }
        catch (FormatException error)
        {
            result.AddError(error.Message);
            return default;
        }
    }

    public static RemoteUri Uri(string text) => RemoteUri.Parse(text);

    /// <summary>A URI where it looks like one, else a name.</summary>
    public static RemoteUri NameOrUri(string text) => text.Contains("://", StringComparison.Ordinal) || HasScheme(text, "rpcname:") || HasScheme(text, "rpcmeta:")
        ? RemoteUri.Parse(text)
        : RemoteUri.ForName(text);

    public static string Name(string text) => NameRules.Problem(text) is { } problem ? throw new FormatException($"That is no name: {problem}.") : text;

    private static bool HasScheme(string text, string scheme) => text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase);
}
