using System.CommandLine;
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
        CustomParser = result => Parsing.Try(result, Parsing.Seconds),
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

    public static Option<string?> Authority { get; } = new("--ca")
    {
        Description = "The authorities (PEM) that the certificates of rpcs:// servers must come from. [default: those that the system trusts]",
        HelpName = "FILE",
        Recursive = true,
    };

    public static Option<string?> Certificate { get; } = new("--cert")
    {
        Description = "This side's own certificate (PEM, or PFX): for servers that ask for one, and to listen on rpcs://.",
        HelpName = "FILE",
        Recursive = true,
    };

    public static Option<string?> Key { get; } = new("--key")
    {
        Description = "The private key (PEM) of --cert, where it has a file of its own.",
        HelpName = "FILE",
        Recursive = true,
    };

    /// <summary>What the options say to a client; null where they say nothing.</summary>
    public static RpcClientTls? ClientTls(ParseResult parsed)
    {
        (string? authority, string? certificate, string? key) = (parsed.GetValue(Authority), parsed.GetValue(Certificate), parsed.GetValue(Key));
        CheckKey(certificate, key);
        return authority is null && certificate is null ? null : new RpcClientTls { AuthorityPath = authority, CertificatePath = certificate, KeyPath = key };
    }

    /// <summary>What they say to a server that listens at an address; null where it is not <c>rpcs://</c>.</summary>
    public static RpcServerTls? ServerTls(RemoteUri listen, RpcClientTls? own) => listen.Scheme != RemoteScheme.Tls
        ? null
        : own?.CertificatePath is { } certificate
        ? new RpcServerTls { CertificatePath = certificate, KeyPath = own.KeyPath }
        : throw new UsageException($"To listen on {listen}, give the server's certificate with --cert FILE, and its private key with --key FILE where it has a file of its own.");

    private static void CheckKey(string? certificate, string? key)
    {
        if (key is not null && certificate is null)
        {
            throw new UsageException("--key needs --cert: the certificate that the key belongs to.");
        }
    }
}
