using System.CommandLine;
using System.Globalization;
using Rpc.Naming;

namespace Rpc.Cli.Commands;

/// <summary>How a name is to be listed.</summary>
internal sealed class RegisterOptions
{
    private readonly Option<string[]> _tags = FilterOptions.TagOption("--tag", "A tag of the instance; may be given several times.");
    private readonly Option<KeyValuePair<string, string>[]> _metadata = MetadataOption("What else is to be known of the instance; may be given several times.");

    private readonly Option<int> _weight = new("--weight")
    {
        Description = "Its share of the calls beside the other instances of the name: 1 to 1000.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
        CustomParser = result => Parsing.Try(result, ParseWeight),
    };

    private readonly Option<int?> _lease = new("--lease")
    {
        Description = "Seconds after which the entry goes unless it is renewed, or none: it stays until it is removed. Only --keep renews it. [default: none]",
        HelpName = "SECONDS|none",
        CustomParser = result => Parsing.Try<int?>(result, static text => ParseLease(text)),
    };

    private readonly Option<RegisterMode> _mode = new("--mode")
    {
        Description = "When the name is taken: replace, fail, or add another instance.",
        HelpName = "MODE",
        DefaultValueFactory = _ => RegisterMode.Replace,
        CustomParser = result => Parsing.Try(result, ParseMode),
    };

    public static Option<KeyValuePair<string, string>[]> MetadataOption(string description) => new("--meta")
    {
        Description = description,
        HelpName = "KEY=VALUE",
        DefaultValueFactory = _ => [],
        CustomParser = result => Parsing.TryAll(result, Parsing.KeyAndValue),
    };

    /// <summary>The last value of each key.</summary>
    public static IReadOnlyDictionary<string, string> Metadata(KeyValuePair<string, string>[]? pairs)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string key, string value) in pairs ?? [])
        {
            metadata[key] = value;
        }

        return metadata;
    }

    public void AddTo(Command command)
    {
        _mode.CompletionSources.Clear();
        _mode.CompletionSources.Add("replace", "fail", "add");
        _lease.CompletionSources.Add("none");
        command.Options.Add(_tags);
        command.Options.Add(_metadata);
        command.Options.Add(_weight);
        command.Options.Add(_lease);
        command.Options.Add(_mode);
    }

    /// <summary>What the command line says; a lease of 0 is none.</summary>
    public PublishOptions Read(CommandContext context, int leaseUnlessGiven)
    {
        int lease = context.Get(_lease) ?? leaseUnlessGiven;
        return new PublishOptions
        {
            Tags = context.Get(_tags) ?? [],
            Metadata = Metadata(context.Get(_metadata)),
            Weight = context.Get(_weight),
            Lease = lease == 0 ? null : TimeSpan.FromSeconds(lease),
            Mode = context.Get(_mode),
        };
    }

    private static int ParseWeight(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int weight) && weight is >= 1 and <= 1000
        ? weight
        : throw new FormatException($"'{text}' is no weight: write 1 to 1000.");

    private static int ParseLease(string text) => text == "none" ? 0
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) && seconds is >= 1 and <= 86_400 ? seconds
        : throw new FormatException($"'{text}' is no lease: write 1 to 86400 seconds, or none.");

    private static RegisterMode ParseMode(string text) => text switch
    {
        "replace" => RegisterMode.Replace,
        "fail" => RegisterMode.FailIfTaken,
        "add" => RegisterMode.Add,
        _ => throw new FormatException($"'{text}' is no mode: write replace, fail or add."),
    };
}
