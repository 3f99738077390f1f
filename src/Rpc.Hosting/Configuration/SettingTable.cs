using Microsoft.Extensions.Configuration;

namespace Rpc.Hosting.Configuration;

/// <summary>The keys of one section of the configuration: what each is called, how it is read, what it changes. What is not in the table is a mistake, and told.</summary>
/// <remarks>One table serves reading, checking and the documentation. Keys are compared without case, as the configuration does. Immutable once it is made.</remarks>
internal sealed class SettingTable<TOptions>
{
    private readonly Dictionary<string, Setting> _settings = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What the keys are, the section's own path not included.</summary>
    public IEnumerable<SettingInfo> Describe() => _settings.Values.SelectMany(static setting => setting.Infos);

    /// <summary>A key with one value.</summary>
    public SettingTable<TOptions> Add(string key, SettingType type, string standard, string summary, Action<TOptions, string> apply) => Add(new SettingInfo(key, type.Name, standard, summary), (section, options, problems) =>
    {
        if (section.GetChildren().Any())
        {
            problems.Add($"{section.Path} has keys below it: it is one value, {type.Expected}.");
        }
        else if (section.Value is { } text)
        {
            Try(section.Path, type, text, () => apply(options, text), problems);
        }
    });

    /// <summary>A key with several values: with commas between them, or as a list.</summary>
    public SettingTable<TOptions> AddList(string key, SettingType type, string standard, string summary, Action<TOptions, IReadOnlyList<string>> apply) => Add(new SettingInfo(key, $"list of {type.Name}", standard, summary), (section, options, problems) =>
    {
        IConfigurationSection[] entries = [.. section.GetChildren()];
        string[] texts = entries.Length > 0
            ? [.. entries.Select(static entry => entry.Value ?? "")]
            : section.Value?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        if (texts.Length > 0)
        {
            Try(section.Path, type, string.Join(", ", texts), () => apply(options, texts), problems);
        }
    });

    /// <summary>A key with numbered entries that have keys of their own.</summary>
    public SettingTable<TOptions> AddEach<TItem>(string key, SettingTable<TItem> items, Func<TItem> create, Func<TItem, string?> check, Action<TOptions, TItem> apply)
    {
        SettingInfo[] infos = [.. items.Describe().Select(info => info with { Key = $"{key}:*:{info.Key}" })];
        _settings.Add(key, new Setting(infos, (section, options, problems) =>
        {
            foreach (IConfigurationSection entry in section.GetChildren())
            {
                TItem item = create();
                int before = problems.Count;
                items.Apply(entry, item, problems);
                if (problems.Count > before)
                {
                    continue;
                }

                if (check(item) is { } problem)
                {
                    problems.Add($"{entry.Path} {problem}.");
                }
                else
                {
                    apply(options, item);
                }
            }
        }));
        return this;
    }

    /// <summary>Changes the options as a section says, and adds a sentence for each thing in it that cannot be used.</summary>
    public void Apply(IConfigurationSection section, TOptions options, List<string> problems) => Apply(section, "", options, problems);

    private void Apply(IConfigurationSection section, string path, TOptions options, List<string> problems)
    {
        foreach (IConfigurationSection child in section.GetChildren())
        {
            string key = path + child.Key;
            if (_settings.TryGetValue(key, out Setting? setting))
            {
                setting.Apply(child, options, problems);
            }
            else if (_settings.Keys.Any(known => known.StartsWith(key + ":", StringComparison.OrdinalIgnoreCase)))
            {
                Apply(child, key + ":", options, problems);
            }
            else
            {
                string above = child.Path[..^key.Length];
                IReadOnlyList<string> near = EditDistance.Nearest(key, _settings.Keys);
                problems.Add($"{child.Path} is not a setting.{EditDistance.Question([.. near.Take(1).Select(one => above + one)])}");
            }
        }
    }

    private SettingTable<TOptions> Add(SettingInfo info, Action<IConfigurationSection, TOptions, List<string>> apply)
    {
        _settings.Add(info.Key, new Setting([info], apply));
        return this;
    }

    /// <summary>What a value cannot be is told by what reads it, or by the option that it is for.</summary>
    private static void Try(string path, SettingType type, string text, Action apply, List<string> problems)
    {
        try
        {
            apply();
        }
        catch (FormatException exception)
        {
            problems.Add($"{path} is {(type.IsSecret ? "not readable" : $"'{text}'")}: {type.Expected} was expected. {exception.Message}".TrimEnd());
        }
        catch (ArgumentException exception)
        {
            problems.Add($"{path} is {(type.IsSecret ? "not usable" : $"'{text}'")}: {exception.Message.Split(" (Parameter", 2)[0]}");
        }
    }

    private sealed record Setting(IReadOnlyList<SettingInfo> Infos, Action<IConfigurationSection, TOptions, List<string>> Apply);
}
