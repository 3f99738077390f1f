using System.CommandLine.Parsing;
using System.Globalization;
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

    /// <summary>As <see cref="Try"/>, for an option that is given several times.</summary>
    public static T[] TryAll<T>(ArgumentResult result, Func<string, T> parse)
    {
        try
        {
            return [.. result.Tokens.Select(token => parse(token.Value))];
        }
        catch (FormatException error)
        {
            result.AddError(error.Message);
            return [];
        }
    }

    public static RemoteUri Uri(string text) => RemoteUri.Parse(text);

    /// <summary>A URI where it looks like one, else a name.</summary>
    public static RemoteUri NameOrUri(string text) => text.Contains("://", StringComparison.Ordinal) || HasScheme(text, "rpcname:") || HasScheme(text, "rpcmeta:")
        ? RemoteUri.Parse(text)
        : RemoteUri.ForName(text);

    public static string Name(string text) => NameRules.Problem(text) is { } problem ? throw new FormatException($"That is no name: {problem}.") : text;

    public static double Seconds(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) && seconds is > 0 and <= 86_400
            ? seconds
            : throw new FormatException($"'{text}' is not a number of seconds between 0 and 86400.");

    public static string Tag(string text) => NameRules.Problem(text, "tag") is { } problem ? throw new FormatException($"That is no tag: {problem}.") : text;

    /// <summary>One of <c>--meta</c>; the value may hold further equals signs, and may be empty.</summary>
    public static KeyValuePair<string, string> KeyAndValue(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        string key = equals < 0 ? text : text[..equals];
        string? problem = equals < 0 ? "write KEY=VALUE" : NameRules.Problem(key, "key");
        return problem is null ? new(key, text[(equals + 1)..]) : throw new FormatException($"'{text}' is no metadata: {problem}.");
    }

    private static bool HasScheme(string text, string scheme) => text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase);
}
