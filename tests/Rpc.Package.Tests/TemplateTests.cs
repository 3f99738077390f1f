using System.Text.RegularExpressions;
using Rpc.Tests.Shared;

namespace Rpc.Packages;

/// <summary>What <c>dotnet new</c> makes of the package of templates: it builds with the packages of its version, and runs.</summary>
public sealed partial class TemplateTests(PackedRuntime runtime)
{
    [Fact]
    public async Task A_contract_a_server_and_a_client_find_each_other_by_a_name()
    {
        using TemplateHome home = await TemplateHome.InstallAsync(runtime.Feed, runtime.PathOf("Rpc.Templates"));
        await home.MakeAsync("rpc-contract", "ShopContract");
        ConsumerCopy server = await home.MakeAsync("rpc-server", "ShopServer", "--contract", "../ShopContract/ShopContract.csproj");
        ConsumerCopy client = await home.MakeAsync("rpc-client", "ShopClient", "--contract", "../ShopContract/ShopContract.csproj");
        Assert.False(server.Has("IGreeter.cs") || client.Has("IGreeter.cs"), "A contract was given, and there is another one.");
        string serving = await home.BuildAsync("ShopServer");
        string calling = await home.BuildAsync("ShopClient");

        string rpc = RepositoryPaths.Path("src", "Rpc.Cli", "bin", RepositoryPaths.Configuration, "net10.0", "rpc");
        await using ProgramRun names = ProgramRun.Start(rpc, ["ns", "--listen", "rpc://127.0.0.1:0", "--store", "memory"]);
        string ns = Address().Match(await names.WaitForLineAsync("name server at")).Groups[1].Value;
        await using ProgramRun served = ProgramRun.Start(serving, [], Path.GetDirectoryName(serving), new Dictionary<string, string> { ["RPC_NS"] = ns, ["Rpc__Server__Listen"] = "rpc://127.0.0.1:0" });
        await served.WaitForLineAsync("Application started");
        await RunAsync(rpc, ns, "lookup", "greeter", "--wait", "30");

        Assert.Equal("Hi welcome Ali\n1\n2\n3", await RunAsync(calling, ns, "rpcname:greeter", "Ali"));
        served.Signal("TERM");
        Assert.Equal(0, await served.ExitAsync());
    }

    [Fact]
    public async Task A_worker_runs_what_is_enqueued()
    {
        using TemplateHome home = await TemplateHome.InstallAsync(runtime.Feed, runtime.PathOf("Rpc.Templates"));
        await home.MakeAsync("rpc-worker", "PostWorker");
        string worker = await home.BuildAsync("PostWorker");

        string printed = await RunAsync(worker, null, "enqueue", "ali@example.org", "Hello");

        Assert.Contains("sent to ali@example.org", printed.Split('\n').Select(line => line.Trim()));
    }

    [Fact]
    public async Task A_client_without_a_contract_has_one_of_its_own_and_says_what_went_wrong()
    {
        using TemplateHome home = await TemplateHome.InstallAsync(runtime.Feed, runtime.PathOf("Rpc.Templates"));
        ConsumerCopy client = await home.MakeAsync("rpc-client", "ShopClient");
        Assert.True(client.Has("IGreeter.cs"));
        Assert.Contains($"Include=\"Rpc.Runtime\" Version=\"{runtime.Version}\"", client.Read("ShopClient.csproj"), StringComparison.Ordinal);
        string calling = await home.BuildAsync("ShopClient");

        await using ProgramRun run = await ProgramRun.CompleteAsync(calling, ["rpc://127.0.0.1:1/greeter"]);

        Assert.Equal(1, await run.ExitAsync());
        Assert.DoesNotContain("Unhandled exception", run.Errors, StringComparison.Ordinal);
        Assert.NotEmpty(run.Errors);
    }

    private static async Task<string> RunAsync(string program, string? ns, params string[] arguments)
    {
        await using ProgramRun run = await ProgramRun.CompleteAsync(
            program, arguments, Path.GetDirectoryName(program), environment: ns is null ? null : new Dictionary<string, string> { ["RPC_NS"] = ns });
        Assert.True(await run.ExitAsync() == 0, $"{program} {string.Join(' ', arguments)}\n{run.Output}\n{run.Errors}");
        return run.Output.Trim();
    }

    [GeneratedRegex(@"rpc://([\d.]+:\d+)")]
    private static partial Regex Address();
}
