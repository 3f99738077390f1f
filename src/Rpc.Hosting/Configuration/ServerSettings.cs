using Rpc.Hosting;

namespace Rpc.Hosting.Configuration;

/// <summary>The keys of <c>Rpc:Server</c>.</summary>
internal static class ServerSettings
{
    public const string Section = "Rpc:Server";

    public static SettingTable<HostedServerOptions> Table { get; } = new SettingTable<HostedServerOptions>()
        .AddList("Listen", SettingType.Uri, "rpc://127.0.0.1:0", "Where to listen; objects' URIs begin with the first", static (options, texts) => options.SetAddresses([.. texts.Select(RemoteUri.Parse)]))
        .AddNameServers(static (options, servers) => options.Server.NameServers = servers, static (options, discovery) => options.Server.Discovery = discovery)
        .Add("Advertise", SettingType.Uri, "the address that is listened on", "The address that the name server gives to clients, where it is another one: containers, NAT", static (options, text) => options.Advertise = RemoteUri.Parse(text))
        .Add("Token", SettingType.Secret, "none is wanted", "What clients have to give", static (options, text) => options.Server.RequireToken(text))
        .AddEach("Tokens", TokenSetting.Table, static () => new TokenSetting(), static token => token.Problem, static (options, token) => options.Server.RequireToken(token.Token!, token.User, [.. token.Roles]))
        .Add("DrainTimeout", SettingType.Time, "30s", "How long running calls may take to end when the host stops", static (options, text) => options.Server.DrainTimeout = Positive(SettingText.Time(text)))
        .Add("SpinTime", SettingType.Time, "50us", "How long a thread looks for input before it sleeps; 0s for never", static (options, text) => options.Server.SpinTime = Positive(SettingText.Time(text)))
        .Add("DetailedErrors", SettingType.Bool, "true in the environment Development", "Whether details and stack traces of exceptions leave this side", static (options, text) => options.Server.DetailedErrors = SettingText.Bool(text))
        .Add("Tls:CertificatePath", SettingType.Path, "none", "The certificate for rpcs:// (PEM or PFX)", static (options, text) => Tls(options).CertificatePath = text)
        .Add("Tls:KeyPath", SettingType.Path, "in the certificate's file", "Its private key (PEM)", static (options, text) => Tls(options).KeyPath = text)
        .Add("Tls:Password", SettingType.Secret, "none", "What the key is encrypted with", static (options, text) => Tls(options).Password = text)
        .Add("Tls:ClientCertificates", SettingType.Of<ClientCertificateMode>(), nameof(ClientCertificateMode.None), "Whether clients are asked for certificates", static (options, text) => Tls(options).ClientCertificates = SettingText.Enum<ClientCertificateMode>(text))
        .Add("Tls:ClientAuthorityPath", SettingType.Path, "none", "The authorities of clients' certificates (PEM)", static (options, text) => Tls(options).ClientAuthorityPath = text)
        .Add("Tls:ReloadInterval", SettingType.Time, "10s", "How often the files are looked at; 0s for never again", static (options, text) => Tls(options).ReloadInterval = SettingText.Time(text))
        .AddLimits(static options => options.Server.Limits, static (options, limits) => options.Server.Limits = limits);

    private static RpcServerTls Tls(HostedServerOptions options) => options.Server.Tls ??= new RpcServerTls();

    private static TimeSpan Positive(TimeSpan time) => time >= TimeSpan.Zero ? time : throw new FormatException("It cannot be without end.");
}
