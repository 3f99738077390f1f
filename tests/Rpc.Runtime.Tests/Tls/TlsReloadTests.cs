using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>Files that change while programs run.</summary>
public sealed class TlsReloadTests : TlsTest
{
    private static readonly TimeSpan s_often = TimeSpan.FromMilliseconds(20);

    [Fact]
    public async Task New_connections_get_the_new_certificate_and_old_ones_stay()
    {
        string path = Authority.IssueFile("server.pem", "first", server: true);
        RemoteUri uri = await ServeAsync(new RpcServerTls { CertificatePath = path, ReloadInterval = s_often });
        RpcClient old = NewClient();
        ISlow proxy = old.Get<ISlow>(uri);
        Assert.Equal(1, proxy.Quick(1));
        Assert.Equal("CN=first", await ShownAsync(uri));
        object connection = old.Connections.Single();

        Authority.IssueFile("server.pem", "second", server: true);
        await Log.UntilAsync(1040, "CN=second");
        Assert.Equal("CN=second", await ShownAsync(uri));
        await WorkAsync(uri);
        Assert.Equal(2, proxy.Quick(2));
        Assert.Same(connection, old.Connections.Single());
    }

    [Fact]
    public async Task A_broken_file_changes_nothing_and_is_told_once()
    {
        string path = Authority.IssueFile("server.pem", "first", server: true);
        RemoteUri uri = await ServeAsync(new RpcServerTls { CertificatePath = path, ReloadInterval = s_often });
        (string Text, string Told)[] broken =
        [
            ("nonsense", "neither PEM nor PKCS #12"),
            (Authority.Issue("half", server: true).Certificate, "no private key"),
            (File.ReadAllText(Authority.IssueFile("expired.pem", "expired", server: true, TimeSpan.FromDays(-9), TimeSpan.FromDays(-1))), "expired on "),
        ];
        foreach ((string text, string told) in broken)
        {
            Authority.Write("server.pem", text);
            Assert.Contains(path, await Log.UntilAsync(1041, told), StringComparison.Ordinal);
            Assert.Equal("CN=first", await ShownAsync(uri));
        }

        File.Delete(path);
        await Log.UntilAsync(1041, "does not exist");
        await Task.Delay(10 * s_often);
        Assert.Equal(4, Log.Count(1041));
        await WorkAsync(uri);

        Authority.IssueFile("server.pem", "mended", server: true);
        await Log.UntilAsync(1040, "CN=mended");
        Assert.Equal("CN=mended", await ShownAsync(uri));
    }

    [Fact]
    public async Task Certificate_and_key_in_two_files_change_together_although_they_are_written_apart()
    {
        (string certificate, string key) = Authority.Issue("first", server: true);
        string path = Authority.Write("c.pem", certificate);
        RemoteUri uri = await ServeAsync(new RpcServerTls { CertificatePath = path, KeyPath = Authority.Write("k.pem", key), ReloadInterval = s_often });
        (certificate, key) = Authority.Issue("second", server: true);
        Authority.Write("c.pem", certificate);
        await Log.UntilAsync(1041, "do the two belong together?");
        Assert.Equal("CN=first", await ShownAsync(uri));
        Authority.Write("k.pem", key);
        await Log.UntilAsync(1040, "CN=second");
        Assert.Equal("CN=second", await ShownAsync(uri));
    }

    [Fact]
    public async Task A_link_that_leads_elsewhere_counts_as_a_change()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        string first = Authority.IssueFile("1.pem", "first", server: true);
        string second = Authority.IssueFile("2.pem", "second", server: true);
        string link = Authority.Path("server.pem");
        File.CreateSymbolicLink(link, first);
        RemoteUri uri = await ServeAsync(new RpcServerTls { CertificatePath = link, ReloadInterval = s_often });
        Assert.Equal("CN=first", await ShownAsync(uri));
        File.CreateSymbolicLink(link + ".new", second);
        File.Move(link + ".new", link, overwrite: true);
        await Log.UntilAsync(1040, "CN=second");
        Assert.Equal("CN=second", await ShownAsync(uri));
    }

    [Fact]
    public async Task A_server_can_be_told_not_to_look_again()
    {
        string path = Authority.IssueFile("server.pem", "first", server: true);
        RemoteUri uri = await ServeAsync(new RpcServerTls { CertificatePath = path, ReloadInterval = TimeSpan.Zero });
        Authority.IssueFile("server.pem", "second", server: true);
        await Task.Delay(200);
        Assert.Equal("CN=first", await ShownAsync(uri));
    }

    [Fact]
    public async Task A_client_sees_new_authorities_at_its_next_connection()
    {
        using var other = new TestAuthority("Another authority");
        RemoteUri uri = await ServeAsync();
        string trusted = Authority.Write("trusted.pem", File.ReadAllText(other.RootPath));
        RpcClient client = NewClient(new RpcClientTls { AuthorityPath = trusted });
        ISlow proxy = client.Get<ISlow>(uri);
        Assert.Equal(RpcStatus.Unauthenticated, (await Assert.ThrowsAsync<RpcException>(() => Patience.Block(() => proxy.Quick(1)))).Status);
        Authority.Write("trusted.pem", File.ReadAllText(other.RootPath) + "\n" + File.ReadAllText(Authority.RootPath));
        Assert.Equal(2, await Patience.Block(() => proxy.Quick(2)));
    }

    [Fact]
    public async Task A_certificate_that_ends_soon_is_told_once()
    {
        string path = Authority.IssueFile("server.pem", "ending", server: true, to: TimeSpan.FromDays(5));
        await ServeAsync(new RpcServerTls { CertificatePath = path, ReloadInterval = s_often });
        Assert.Contains(path, await Log.UntilAsync(1042, "CN=ending"), StringComparison.Ordinal);
        await Task.Delay(10 * s_often);
        Assert.Equal(1, Log.Count(1042));
    }
}
