using System.CommandLine;

namespace Rpc.Cli.Commands;

/// <summary>Where the token comes from that servers want: <c>--token</c>, <c>--token-file</c>, else <c>RPC_TOKEN</c>.</summary>
internal static class TokenOptions
{
    public const string Variable = "RPC_TOKEN";

    public static Option<string?> Token { get; } = new("--token")
    {
        Description = "The token that servers want. Others on this machine can read it here: better a file, or RPC_TOKEN. [default: what RPC_TOKEN says]",
        HelpName = "TOKEN",
        Recursive = true,
    };

    public static Option<string?> TokenFile { get; } = new("--token-file")
    {
        Description = "A file whose first line is the token.",
        HelpName = "FILE",
        Recursive = true,
    };

    public static Option<bool> InClear { get; } = new("--token-in-clear")
    {
        Description = "Send the token also where others can read it: to other machines without TLS.",
        Recursive = true,
    };

    /// <summary>The token, or null where there is none.</summary>
    /// <exception cref="UsageException">Two are given, or an empty one.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static string? Read(ParseResult parsed)
    {
        string? token = parsed.GetValue(Token);
        string? file = parsed.GetValue(TokenFile);
        if (token is not null && file is not null)
        {
            throw new UsageException("Give the token with --token or with --token-file, not with both.");
        }

        if (file is not null)
        {
            token = ReadFile(file);
        }

        return token is null ? NullIfEmpty(Environment.GetEnvironmentVariable(Variable))
            : NullIfEmpty(token) ?? throw new UsageException(file is null ? "--token is empty." : $"The first line of {file} holds no token.");
    }

    private static string ReadFile(string file)
    {
        try
        {
            return File.ReadLines(file).FirstOrDefault("").Trim();
        }
        catch (UnauthorizedAccessException error)
        {
            throw new IOException(error.Message, error);
        }
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
