using System.CommandLine;
using Rpc.Cli.Completion;

namespace Rpc.Cli.Commands;

/// <summary>The arguments that say which object is meant.</summary>
internal static class Targets
{
    public static Argument<RemoteUri> Argument(LiveNames live) => live.Complete(new Argument<RemoteUri>("NAME|URI")
    {
        Description = "The object: a name that the name server knows, or rpc://host:port/object.",
        CustomParser = result => Parsing.Try(result, Parsing.NameOrUri),
    });

    public static Argument<string> Name(LiveNames live) => live.Complete(new Argument<string>("NAME")
    {
        Description = "The name.",
        CustomParser = result => Parsing.Try(result, Parsing.Name),
    });
}
