using Rpc.Hosting.Configuration;
using Rpc.NameServer.Discovery;

namespace Rpc.NameServer.Hosting;

/// <summary>The keys of <c>Rpc:NameServer</c>.</summary>
internal static class NameServerSettings
{
    public const string Section = "Rpc:NameServer";

    private const string Sqlite = "sqlite:";

    private static readonly SettingType s_store = new("store", "memory or sqlite:PATH");

    public static SettingTable<HostedNameServerOptions> Table { get; } = new SettingTable<HostedNameServerOptions>()
        .Add("Listen", SettingType.Uri, "rpc://127.0.0.1:9190", "Where to listen", static (options, text) => options.Listen(text))
        .Add("Advertise", SettingType.Uri, "the address that is listened on", "The address that others get, where it is another one", static (options, text) => options.NameServer.Advertise = RemoteUri.Parse(text))
        .Add("Store", s_store, "memory", "Where names are kept", static (options, text) => Use(options, text))
        .Add("Discoverable", SettingType.Bool, "false", "Whether programs on the network find it that were told of no name server", static (options, text) => options.NameServer.Discovery = SettingText.Bool(text) ? options.NameServer.Discovery ?? new DiscoveryOptions() : null)
        .Add("Token", SettingType.Secret, "none is wanted", "What clients have to give", static (options, text) => options.ConfigureServer(Required(text, null, [])))
        .AddEach("Tokens", TokenSetting.Table, static () => new TokenSetting(), static token => token.Problem, static (options, token) => options.ConfigureServer(Required(token.Token!, token.User, token.Roles)))
        .AddEach("Rules", RuleSetting.Table, static () => new RuleSetting(), static rule => rule.Problem, static (options, rule) => options.NameServer.Rules = [.. options.NameServer.Rules, rule.Rule])
        .Add("Tls:CertificatePath", SettingType.Path, "none", "The certificate for rpcs:// (PEM or PFX)", static (options, text) => Tls(options, tls => tls.CertificatePath = text))
        .Add("Tls:KeyPath", SettingType.Path, "in the certificate's file", "Its private key (PEM)", static (options, text) => Tls(options, tls => tls.KeyPath = text))
        .Add("Tls:Password", SettingType.Secret, "none", "What the key is encrypted with", static (options, text) => Tls(options, tls => tls.Password = text))
        .Add("Tls:ClientCertificates", SettingType.Of<ClientCertificateMode>(), nameof(ClientCertificateMode.None), "Whether clients are asked for certificates", static (options, text) => Certificates(options, SettingText.Enum<ClientCertificateMode>(text)))
        .Add("Tls:ClientAuthorityPath", SettingType.Path, "none", "The authorities of clients' certificates (PEM)", static (options, text) => Tls(options, tls => tls.ClientAuthorityPath = text));

    private static void Use(HostedNameServerOptions options, string text)
    {
        if (text == "memory")
        {
            options.UseMemory();
        }
        else if (text.StartsWith(Sqlite, StringComparison.Ordinal) && text.Length > Sqlite.Length)
        {
            options.UseSqlite(text[Sqlite.Length..]);
        }
        else
        {
            throw new FormatException("A database that several name servers share is chosen in code: UsePostgres(connectionString).");
        }
    }

    private static Action<RpcServerOptions> Required(string token, string? user, IReadOnlyList<string> roles)
    {
        ArgumentException.ThrowIfNullOrEmpty(token);
        return server => server.RequireToken(token, user, [.. roles]);
    }

    private static void Certificates(HostedNameServerOptions options, ClientCertificateMode mode) => Tls(options, tls => tls.ClientCertificates = mode);

    private static void Tls(HostedNameServerOptions options, Action<RpcServerTls> set) => options.ConfigureServer(server => set(server.Tls ??= new RpcServerTls()));
}
