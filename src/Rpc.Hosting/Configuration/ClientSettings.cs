using System.Security.Cryptography.X509Certificates;

namespace Rpc.Hosting.Configuration;

/// <summary>The keys of <c>Rpc:Client</c>.</summary>
internal static class ClientSettings
{
    public const string Section = "Rpc:Client";

    public static SettingTable<RpcClientOptions> Table { get; } = new SettingTable<RpcClientOptions>()
        .AddNameServers(static (options, servers) => options.NameServers = servers, static (options, discovery) => options.Discovery = discovery)
        .Add("Token", SettingType.Secret, "none", "What servers with a token want", static (options, text) => options.Token = text)
        .Add("AllowTokenInClear", SettingType.Bool, "false", "Whether it may be sent to other machines without TLS", static (options, text) => options.AllowTokenInClear = SettingText.Bool(text))
        .Add("Timeout", SettingType.Time, "30s", "Time a call may take, connecting and resolving included", static (options, text) => options.Proxy = options.Proxy with { Timeout = SettingText.Time(text) })
        .Add("WaitForName", SettingType.Bool, "false", "Whether a call waits, within its time, for a name that is not listed yet", static (options, text) => options.Proxy = options.Proxy with { WaitForName = SettingText.Bool(text) })
        .Add("Balancing", SettingType.Of<Balancing>(), nameof(Balancing.LeastLoaded), "Which instance a call goes to, where a name has several", static (options, text) => options.Proxy = options.Proxy with { Balancing = SettingText.Enum<Balancing>(text) })
        .Add("Retry:MaxAttempts", SettingType.Number, "4", "How often a call is made in all; 1 for never again", static (options, text) => Retry(options, SettingText.Int(text), static (retry, value) => retry with { MaxAttempts = value }))
        .Add("Retry:FirstDelay", SettingType.Time, "25ms", "The longest pause before the second attempt", static (options, text) => Retry(options, SettingText.Time(text), static (retry, value) => retry with { FirstDelay = value }))
        .Add("Retry:MaxDelay", SettingType.Time, "500ms", "The longest pause before any attempt", static (options, text) => Retry(options, SettingText.Time(text), static (retry, value) => retry with { MaxDelay = value }))
        .Add("Hedge:Delay", SettingType.Time, "no hedging", "How long an idempotent call is waited for before it is made a second time beside the first", static (options, text) => Hedge(options, SettingText.Time(text), static (hedge, value) => hedge with { Delay = value }))
        .Add("Hedge:MaxAttempts", SettingType.Number, "no hedging", "Attempts that may be under way together", static (options, text) => Hedge(options, SettingText.Int(text), static (hedge, value) => hedge with { MaxAttempts = value }))
        .Add("Reconnect:FirstDelay", SettingType.Time, "50ms", "The pause after the first failure to connect", static (options, text) => options.Reconnect = options.Reconnect with { FirstDelay = SettingText.Time(text) })
        .Add("Reconnect:MaxDelay", SettingType.Time, "500ms", "The longest pause between attempts to connect", static (options, text) => options.Reconnect = options.Reconnect with { MaxDelay = SettingText.Time(text) })
        .Add("SpinTime", SettingType.Time, "50us", "How long a thread looks for input before it sleeps; 0s for never", static (options, text) => options.SpinTime = SettingText.Time(text))
        .Add("DetailedErrors", SettingType.Bool, "true in the environment Development", "Whether details and stack traces of exceptions leave this side, for objects that servers call back", static (options, text) => options.DetailedErrors = SettingText.Bool(text))
        .Add("Tls:AuthorityPath", SettingType.Path, "those that the system trusts", "The authorities of servers' certificates (PEM)", static (options, text) => Tls(options).AuthorityPath = text)
        .Add("Tls:CertificatePath", SettingType.Path, "none", "This side's own certificate (PEM or PFX)", static (options, text) => Tls(options).CertificatePath = text)
        .Add("Tls:KeyPath", SettingType.Path, "in the certificate's file", "Its private key (PEM)", static (options, text) => Tls(options).KeyPath = text)
        .Add("Tls:Password", SettingType.Secret, "none", "What the key is encrypted with", static (options, text) => Tls(options).Password = text)
        .Add("Tls:ServerName", SettingType.Text, "the host of the URI", "The name that servers' certificates must be for", static (options, text) => Tls(options).ServerName = text)
        .Add("Tls:Revocation", SettingType.Of<X509RevocationMode>(), nameof(X509RevocationMode.NoCheck), "Whether servers' certificates are looked up among those withdrawn", static (options, text) => Tls(options).Revocation = SettingText.Enum<X509RevocationMode>(text))
        .AddLimits(static options => options.Limits, static (options, limits) => options.Limits = limits);

    private static RpcClientTls Tls(RpcClientOptions options) => options.Tls ??= new RpcClientTls();

    private static void Retry<T>(RpcClientOptions options, T value, Func<RetryOptions, T, RetryOptions> with) => options.Proxy = options.Proxy with { Retry = with(options.Proxy.Retry, value) };

    private static void Hedge<T>(RpcClientOptions options, T value, Func<HedgeOptions, T, HedgeOptions> with) => options.Proxy = options.Proxy with { Hedge = with(options.Proxy.Hedge ?? new HedgeOptions(), value) };
}
