using System.CommandLine;

namespace Rpc.Cli.Commands;

/// <summary>The argument <c>NAME|URI</c>.</summary>
internal static class Targets
{
    public static Argument<RemoteUri> Argument() => new("NAME|URI")
    {
        Description = "The object: a name that the name server knows, or rpc://host:port/object.",
        CustomParser = result => Parsing.Try(result, Parsing.NameOrUri),
    };
}
