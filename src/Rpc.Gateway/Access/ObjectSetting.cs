using Rpc.Hosting.Configuration;

namespace Rpc.Gateway.Access;

/// <summary>One object of the configuration.</summary>
internal sealed class ObjectSetting
{
    public static SettingTable<ObjectSetting> Table { get; } = new SettingTable<ObjectSetting>()
        .Add("Name", SettingType.Text, "required", "The name in requests", static (setting, text) => setting.Name = text)
        .Add("Uri", SettingType.Uri, "required", "Where the object is", static (setting, text) => setting.Uri = RemoteUri.Parse(text).ToString());

    public string? Name { get; private set; }

    public string? Uri { get; private set; }

    public string? Problem => string.IsNullOrEmpty(Name) ? "has no Name" : Uri is null ? "has no Uri" : null;
}
