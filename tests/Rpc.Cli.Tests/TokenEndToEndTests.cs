using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.Cli.Tests;

/// <summary>The tool as processes, with tokens and rules.</summary>
public sealed class TokenEndToEndTests : IAsyncLifetime
{
    private static readonly string Tool = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "rpc.exe" : "rpc");

    private readonly List<ProgramRun> _running = [];
    private readonly TemporaryFolder _folder = new();
    private string _nameServer = "127.0.0.1:1";

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (ProgramRun run in _running)
        {
            await run.DisposeAsync();
        }

        _folder.Dispose();
    }

    [Fact]
    public async Task A_name_server_with_tokens_and_rules_lets_each_do_what_its_roles_allow()
    {
        File.WriteAllText(_folder.File("tokens"), "# who\npay-token pay payments\nread-token reader auditor\n");
        File.WriteAllText(_folder.File("rules"), "payments. write=payments,admin read=payments,auditor,admin\n* write=admin\n");
        string uri = await Start("name server at ", token: "admin-token", "ns", "--listen", "rpc://127.0.0.1:0", "--store", "memory", "--tokens", _folder.File("tokens"), "--rules", _folder.File("rules"));
        _nameServer = uri;

        await Fails("token", token: null, "list");
        await Fails("not valid", token: "guess", "list");
        await Succeeds("registered", "pay-token", "register", "payments.one", "rpc://10.0.0.7:9101/p");
        await Fails("payments.two", "read-token", "register", "payments.two", "rpc://10.0.0.7:9101/p");
        await Fails("other", "pay-token", "register", "other", "rpc://10.0.0.7:9101/p");
        await Succeeds("registered", "admin-token", "register", "other", "rpc://10.0.0.7:9101/o");
        await Succeeds("payments.one", "read-token", "list");
        await Succeeds("rpc://10.0.0.7:9101/p", "read-token", "lookup", "payments.one");
    }

    [Fact]
    public async Task An_echo_with_a_token_answers_only_to_those_who_have_it()
    {
        _nameServer = await Start("name server at ", "the-token", "ns", "--listen", "rpc://127.0.0.1:0", "--store", "memory");
        string uri = await Start("echo at ", "the-token", "echo", "--name", "echo");

        await Succeeds("5", "the-token", "call", "echo", "Add", "2", "3");
        await Fails("token", token: null, "call", uri, "Add", "2", "3");
    }

    private async Task<string> Start(string readyLine, string token, params string[] arguments)
    {
        var run = ProgramRun.Start(Tool, arguments, environment: Environment(token));
        _running.Add(run);
        string line = await run.WaitForLineAsync(readyLine, TimeSpan.FromSeconds(30));
        return line.Split(' ', ',').First(word => word.StartsWith("rpc://", StringComparison.Ordinal));
    }

    private async Task Succeeds(string says, string? token, params string[] arguments)
    {
        (int code, string output, string errors) = await Run(token, arguments);
        Assert.Equal((0, ""), (code, errors));
        Assert.Contains(says, output, StringComparison.Ordinal);
    }

    private async Task Fails(string says, string? token, params string[] arguments)
    {
        (int code, string output, string errors) = await Run(token, arguments);
        Assert.Equal((1, ""), (code, output));
        Assert.Contains(says, Assert.Single(errors.Trim().Split('\n')), StringComparison.Ordinal);
    }

    private async Task<(int Code, string Output, string Errors)> Run(string? token, string[] arguments)
    {
        await using ProgramRun run = await ProgramRun.CompleteAsync(Tool, arguments, limit: TimeSpan.FromSeconds(30), environment: Environment(token));
        return (await run.ExitAsync(), run.Output.ReplaceLineEndings("\n"), run.Errors);
    }

    private Dictionary<string, string> Environment(string? token) => new() { ["RPC_NS"] = _nameServer, ["RPC_TOKEN"] = token ?? "", ["XDG_DATA_HOME"] = _folder.Path, ["NO_COLOR"] = "1" };
}
