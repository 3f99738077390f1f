using System.CommandLine;
using Rpc.Cli.Completion;
using Rpc.Cli.Names;

namespace Rpc.Cli.Commands;

/// <summary><c>rpc tag NAME</c>: other tags and metadata for what is registered.</summary>
internal static class TagCommand
{
    public static Command Create(CommandRunner run, LiveNames live)
    {
        Argument<string> name = Targets.Name(live);
        Option<string[]> tags = FilterOptions.TagOption("--tag", "A tag; may be given several times. Those that are given replace those that there are.");
        Option<KeyValuePair<string, string>[]> metadata = RegisterOptions.MetadataOption("Metadata; may be given several times. What is given replaces what there is.");
        var noTags = new Option<bool>("--no-tags") { Description = "Take all tags away." };
        var noMetadata = new Option<bool>("--no-meta") { Description = "Take all metadata away." };
        var uri = new Option<RemoteUri?>("--uri")
        {
            Description = "Only the instance with this URI. [default: all of the name]",
            HelpName = "URI",
            CustomParser = result => Parsing.Try<RemoteUri?>(result, Parsing.Uri),
        };
        var command = new Command("tag", "Replace the tags, the metadata, or both, of a name.") { name, tags, noTags, metadata, noMetadata, uri };
        command.Validators.Add(result =>
        {
            bool hasTags = result.GetResult(tags) is { Implicit: false };
            bool hasMetadata = result.GetResult(metadata) is { Implicit: false };
            bool takesTags = result.GetValue(noTags);
            bool takesMetadata = result.GetValue(noMetadata);
            if ((hasTags && takesTags) || (hasMetadata && takesMetadata))
            {
                result.AddError("Either give new ones, or take all away.");
            }
            else if (!(hasTags || hasMetadata || takesTags || takesMetadata))
            {
                result.AddError("Say what to replace: --tag, --no-tags, --meta or --no-meta.");
            }
        });
        run.Bind(
            command,
            context => TagAsync(
                context,
                context.Get(name),
                context.Parsed.GetResult(tags) is { Implicit: false } || context.Get(noTags) ? context.Get(tags) ?? [] : null,
                context.Parsed.GetResult(metadata) is { Implicit: false } || context.Get(noMetadata) ? RegisterOptions.Metadata(context.Get(metadata)) : null,
                context.Get(uri)),
            "rpc tag printer --tag floor3 --tag colour",
            "rpc tag printer --no-tags --meta model=LX-3 --uri rpc://10.0.0.7:9101/printer");
        return command;
    }

    private static async Task<int> TagAsync(CommandContext context, string name, string[]? tags, IReadOnlyDictionary<string, string>? metadata, RemoteUri? uri)
    {
        await NearNames.HintAsync(context.NameServer, name, () => SetAsync(context, name, tags, metadata, uri), context.Clock, context.Token).ConfigureAwait(false);
        await context.Output.WriteLineAsync($"tagged {name}{(uri is null ? string.Empty : $" at {uri}")}").ConfigureAwait(false);
        return ExitCode.Success;
    }

    private static async Task<bool> SetAsync(CommandContext context, string name, string[]? tags, IReadOnlyDictionary<string, string>? metadata, RemoteUri? uri)
    {
        await context.NameServer.SetMetadataAsync(name, tags, uri?.ToString(), metadata, context.Token).ConfigureAwait(false);
        return true;
    }
}
