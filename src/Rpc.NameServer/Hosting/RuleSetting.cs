using Rpc.Hosting.Configuration;

namespace Rpc.NameServer.Hosting;

/// <summary>One rule of who may do what with which names.</summary>
internal sealed class RuleSetting
{
    private string? _prefix;
    private IReadOnlyList<string>? _write;
    private IReadOnlyList<string>? _read;

    public static SettingTable<RuleSetting> Table { get; } = new SettingTable<RuleSetting>()
        .Add("Prefix", SettingType.Text, "required", "The beginning of the names that the rule is for; * for all", static (setting, text) => setting._prefix = text)
        .AddList("Write", SettingType.Text, "everybody", "Roles that may register, change and remove them", static (setting, texts) => setting._write = texts)
        .AddList("Read", SettingType.Text, "everybody", "Roles that may look them up and list them", static (setting, texts) => setting._read = texts);

    public string? Problem => _prefix is null ? "has no Prefix" : null;

    public NameRule Rule => new(_prefix == "*" ? "" : _prefix!) { Write = _write, Read = _read };
}
