using System.CommandLine;
using Rpc.Cli.Completion;
using Rpc.Naming;

namespace Rpc.Cli.Commands;

/// <summary>What says which names are meant: PREFIX, <c>--glob</c>, <c>--tag</c>, <c>--any-tag</c>. All that are given must hold.</summary>
internal sealed class FilterOptions
{
    public FilterOptions(Command command, LiveNames live)
    {
        command.Arguments.Add(live.Complete(Prefix));
        command.Options.Add(Glob);
        command.Options.Add(Tags);
        command.Options.Add(AnyTags);
    }

    private Argument<string?> Prefix { get; } = new("PREFIX")
    {
        Description = "Only names that begin with this, literally and case-sensitively.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private Option<string?> Glob { get; } = new("--glob") { Description = "Only names that match: * is any run of characters, ? any one.", HelpName = "PATTERN" };

    private Option<string[]> Tags { get; } = TagOption("--tag", "Only instances with this tag; given several times, with all of them.");

    private Option<string[]> AnyTags { get; } = TagOption("--any-tag", "Only instances with this tag; given several times, with at least one of them.");

    public NameFilter Filter(CommandContext context) =>
        new(context.Parsed.GetValue(Prefix), context.Get(Glob), context.Get(Tags), context.Get(AnyTags));

    /// <summary>An option that is given once for each tag.</summary>
    public static Option<string[]> TagOption(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "TAG",
        DefaultValueFactory = _ => [],
        CustomParser = result => Parsing.TryAll(result, Parsing.Tag),
    };
}
