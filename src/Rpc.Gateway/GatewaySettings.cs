using Rpc.Gateway.Access;
using Rpc.Hosting.Configuration;

namespace Rpc.Gateway;

/// <summary>The keys of <c>Rpc:Gateway</c>.</summary>
internal static class GatewaySettings
{
    public const string Section = "Rpc:Gateway";

    public static SettingTable<RpcGatewayOptions> Table { get; } = new SettingTable<RpcGatewayOptions>()
        .AddList("Expose", SettingType.Text, "none", "Patterns of the names that can be called: shop.*", static (options, texts) => options.Expose([.. texts]))
        .AddEach("Objects", ObjectSetting.Table, static () => new ObjectSetting(), static one => one.Problem, static (options, one) => options.ExposeObject(one.Name!, one.Uri!))
        .AddEach("ApiKeys", KeySetting.Table, static () => new KeySetting(), static one => one.Problem, static (options, one) => options.RequireApiKey(one.Key!, [.. one.Expose]))
        .Add("AllowAnonymous", SettingType.Bool, "false", "Whether requests without a key are answered where none is required", static (options, text) => options.AllowAnonymous = SettingText.Bool(text))
        .AddList("AllowedHosts", SettingType.Text, "localhost, 127.0.0.1, [::1]", "Further host names under which requests are answered; * for every one", static (options, texts) => Add(options.AllowedHosts, texts))
        .AddList("AllowedOrigins", SettingType.Text, "none", "Origins whose pages may call", static (options, texts) => Add(options.AllowedOrigins, texts))
        .Add("MaxRequestBytes", SettingType.Bytes, "1MiB", "Bytes of a request's body", static (options, text) => options.MaxRequestBytes = SettingText.IntBytes(text))
        .Add("MaxConcurrentCalls", SettingType.Number, "256", "Calls and streams under way at once", static (options, text) => options.MaxConcurrentCalls = SettingText.Int(text))
        .Add("Timeout", SettingType.Time, "30s", "Time that a call may take whose request does not say otherwise", static (options, text) => options.Timeout = SettingText.Time(text))
        .Add("DescriptionTime", SettingType.Time, "10s", "How long it is remembered what an object can do", static (options, text) => options.DescriptionTime = SettingText.Time(text));

    private static void Add(IList<string> list, IReadOnlyList<string> texts)
    {
        foreach (string text in texts)
        {
            list.Add(text);
        }
    }
}
