using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Rpc.Naming.Tests;

public class RemoteUriPropertyTests
{
    private static readonly string[] Hosts = ["localhost", "10.0.0.7", "::1", "2001:db8::7", "a-b.example", "x_1"];

    [Fact]
    public void Every_uri_reads_back_from_its_own_text() =>
        Prop.ForAll(Uris().ToArbitrary(), uri => RemoteUri.Parse(uri.ToString()) == uri && RemoteUri.Parse(uri.ToString()).ToString() == uri.ToString())
            .Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(2000));

    [Fact]
    public void Every_name_survives_being_written_as_a_uri() =>
        Prop.ForAll(Texts().ToArbitrary(), name => RemoteUri.Parse(RemoteUri.ForName(name).ToString()).Name == name)
            .Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(2000));

    [Fact]
    public void Any_text_is_read_or_refused_and_never_anything_else() =>
        Prop.ForAll(Noise().ToArbitrary(), text => RemoteUri.TryParse(text, out RemoteUri? uri, out string? error) ? RemoteUri.Parse(uri.ToString()) == uri : error.Length > 0)
            .Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(20_000));

    private static Gen<string> Texts() =>
        from text in ArbMap.Default.GeneratorFor<NonEmptyString>()
        let kept = new string([.. text.Get.Where(c => !char.IsControl(c) && !char.IsSurrogate(c)).Take(255)])
        select kept.Length == 0 ? "a 😀/@#?%,b" : kept;

    private static Gen<RemoteUri> Uris() =>
        from kind in Gen.Choose(0, 5)
        from host in Gen.Elements(Hosts)
        from port in Gen.Choose(0, 65535)
        from text in Texts()
        from other in Texts()
        from bare in ArbMap.Default.GeneratorFor<bool>()
        select Make(kind, host, port, text, other, bare);

    private static RemoteUri Make(int kind, string host, int port, string text, string other, bool bare)
    {
        RemoteUri address = RemoteUri.ForHost(host, port, bare ? null : text, tls: kind == 1);
        string first = Uri.EscapeDataString(text);
        string tail = bare ? string.Empty : Uri.EscapeDataString(other);
        return kind switch
        {
            0 or 1 => address,
            2 => RemoteUri.Parse($"rpc+unix:///run/{first}.sock{(bare ? string.Empty : "#" + tail)}"),
            3 => RemoteUri.Parse($"rpc+mem://{first}{(bare ? string.Empty : "/" + tail)}"),
            4 => RemoteUri.ForName(text, bare ? null : address),
            _ => RemoteUri.Parse($"rpcmeta:{first}{(bare || text == other ? string.Empty : "," + tail)}@{(host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host)}:{port}"),
        };
    }

    private static Gen<string> Noise() =>
        from prefix in Gen.Elements("rpc://", "rpcs://", "rpc+unix://", "rpc+mem://", "rpcname:", "rpcmeta:", "")
        from pieces in Gen.Elements("a", "/", ":", "@", "[", "]", "%", "%2F", "1", "65535", ".", ",", "#", "?", "::1", "\u0000", "ö", "\ud83d", " ").ArrayOf()
        select prefix + string.Concat(pieces);
}
