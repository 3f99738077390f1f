using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.Cli.Tests;

/// <summary>The tool over TLS, as processes, and what its options mean.</summary>
public sealed class TlsCommandTests : CliTest, IAsyncLifetime
{
    private static readonly string s_tool = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "rpc.exe" : "rpc");

    private readonly TestAuthority _authority = new();
    private readonly List<ProgramRun> _running = [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (ProgramRun run in _running)
        {
            await run.DisposeAsync();
        }

        _authority.Dispose();
    }

    [Fact]
    public async Task Names_and_objects_are_reached_over_tls_with_certificates_on_both_sides()
    {
        (string certificate, string key) = _authority.Issue("server", server: true);
        string[] own = ["--cert", _authority.Write("server.pem", certificate), "--key", _authority.Write("server.key", key)];
        string client = _authority.IssueFile("client.pem", "client", server: false);
        string ns = await StartAsync("name server at ", ["ns", "--listen", "rpcs://127.0.0.1:0", "--store", "memory", "--client-ca", _authority.RootPath, .. own]);
        Assert.StartsWith("rpcs://127.0.0.1:", ns, StringComparison.Ordinal);
        string echo = await StartAsync("echo at ", ["echo", "--listen", "rpcs://127.0.0.1:0", .. own]);
        string[] with = ["--ns", ns, "--ca", _authority.RootPath, "--cert", client];
        Assert.Equal((0, "5\n"), await RpcAsync(["call", echo, "Add", "2", "3", "--ca", _authority.RootPath]));
        Assert.Equal(0, (await RpcAsync(["register", "echo", echo, .. with])).Code);
        Assert.Equal((0, echo + "\n"), await RpcAsync(["lookup", "echo", .. with]));
        Assert.Equal((0, "5\n"), await RpcAsync(["call", "echo", "Add", "2", "3", .. with]));

        (int code, string told) = await RpcAsync(["call", echo, "Add", "2", "3"]);
        Assert.Equal(1, code);
        Assert.Contains("does not lead to an authority in the system's list", told, StringComparison.Ordinal);
        (code, told) = await RpcAsync(["lookup", "echo", "--ns", ns, "--ca", _authority.RootPath]);
        Assert.Equal(1, code);
        Assert.Contains("rpcs://", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_reach_the_connection()
    {
        await Run("list", "--ca", "ca.pem", "--cert", "c.pem", "--key", "k.pem");
        Assert.Equal(("ca.pem", "c.pem", "k.pem"), (Access.Options?.Tls?.AuthorityPath, Access.Options?.Tls?.CertificatePath, Access.Options?.Tls?.KeyPath));
        await Run("list");
        Assert.Null(Access.Options?.Tls);
    }

    [Theory]
    [InlineData("--key needs --cert", "list", "--key", "k.pem")]
    [InlineData("--cert FILE", "ns", "--store", "memory", "--listen", "rpcs://127.0.0.1:0")]
    [InlineData("--client-ca needs TLS", "ns", "--store", "memory", "--listen", "rpc://127.0.0.1:0", "--client-ca", "ca.pem")]
    public async Task Options_that_do_not_fit_together_are_wrong_usage(string told, params string[] arguments)
    {
        Assert.Equal(2, await Run(arguments));
        Assert.Contains(told, Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_cannot_be_read_is_one_line_with_its_file()
    {
        string missing = _authority.Path("none.pem");
        Assert.Equal(1, await Run("ns", "--store", "memory", "--listen", "rpcs://127.0.0.1:0", "--cert", missing));
        Assert.Contains(missing, Assert.Single(Errors.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.DoesNotContain("Another name server", Errors, StringComparison.Ordinal);
    }

    private async Task<string> StartAsync(string ready, string[] arguments)
    {
        var run = ProgramRun.Start(s_tool, arguments);
        _running.Add(run);
        string line = await run.WaitForLineAsync(ready, TimeSpan.FromSeconds(30));
        return line.Split(' ', ',').First(static word => word.StartsWith("rpcs://", StringComparison.Ordinal));
    }

    private static async Task<(int Code, string Text)> RpcAsync(string[] arguments)
    {
        await using ProgramRun run = await ProgramRun.CompleteAsync(s_tool, arguments, limit: TimeSpan.FromSeconds(30));
        int code = await run.ExitAsync();
        return (code, code == 0 ? run.Output.ReplaceLineEndings("\n") : run.Errors);
    }
}
