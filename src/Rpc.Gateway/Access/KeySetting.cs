using Rpc.Hosting.Configuration;

namespace Rpc.Gateway.Access;

/// <summary>One key of the configuration.</summary>
internal sealed class KeySetting
{
    public static SettingTable<KeySetting> Table { get; } = new SettingTable<KeySetting>()
        .Add("Key", SettingType.Secret, "required", "A key that lets in", static (setting, text) => setting.Key = text)
        .AddList("Expose", SettingType.Text, "all that are exposed", "Patterns of the names that can be called with it", static (setting, texts) => setting.Expose = texts);

    public string? Key { get; private set; }

    public IReadOnlyList<string> Expose { get; private set; } = [];

    public string? Problem => string.IsNullOrEmpty(Key) ? "has no Key" : null;
}
