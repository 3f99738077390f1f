namespace Rpc.Hosting.Configuration;

/// <summary>One of several tokens that let clients in.</summary>
internal sealed class TokenSetting
{
    public static SettingTable<TokenSetting> Table { get; } = new SettingTable<TokenSetting>()
        .Add("Token", SettingType.Secret, "required", "A token that lets clients in", static (setting, text) => setting.Token = text)
        .Add("User", SettingType.Text, "token", "Who gives it, as logs and handlers hear it", static (setting, text) => setting.User = text)
        .AddList("Roles", SettingType.Text, "none", "The roles that come with it", static (setting, texts) => setting.Roles = texts);

    public string? Token { get; private set; }

    public string? User { get; private set; }

    public IReadOnlyList<string> Roles { get; private set; } = [];

    public string? Problem => string.IsNullOrEmpty(Token) ? "has no Token" : null;
}
