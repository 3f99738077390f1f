using System.Text.RegularExpressions;
using Rpc.Tests.Shared;

namespace Rpc.Samples.Tests;

/// <summary>Name server, server and client, each started as the README shows.</summary>
public sealed partial class ThreeTerminalsTests
{
    [Fact]
    public async Task Name_server_server_and_client_in_three_terminals_work_together()
    {
        await using ProgramRun names = Run("src/Rpc.Cli", null, "ns", "--listen", "rpc://127.0.0.1:0", "--store", "memory");
        string address = Address().Match(await names.WaitForLineAsync("rpc://127.0.0.1:")).Value;
        await using ProgramRun server = Run("samples/Greeting", address, "server");
        await server.WaitForLineAsync("server at rpc://");

        await using ProgramRun client = await GreetingProgram.CompleteAsync(["client", "--name", "Ali"], nameServer: address);

        Assert.Equal("Hi welcome Ali\n", client.Output.ReplaceLineEndings("\n"));
        Assert.Equal(0, await client.ExitAsync());
    }

    [Fact]
    public async Task A_client_greets_every_name_of_its_input()
    {
        await using ProgramRun names = GreetingProgram.Start(["ns", "--until-input-ends"]);
        string address = Address().Match(await names.WaitForLineAsync("rpc://127.0.0.1:")).Value;
        await using ProgramRun server = GreetingProgram.Start(["server", "--until-input-ends"], address);
        await server.WaitForLineAsync("server at rpc://");

        await using ProgramRun client = await GreetingProgram.CompleteAsync(["client"], "Ali\nZoë\n", address);

        Assert.Equal("Hi welcome Ali\nHi welcome Zoë\n", client.Output.ReplaceLineEndings("\n"));
        server.CloseInput();
        names.CloseInput();
        Assert.Equal(0, await server.ExitAsync());
        Assert.Equal(0, await names.ExitAsync());
    }

    [Fact]
    public async Task A_server_that_is_interrupted_exits_with_0()
    {
        await using ProgramRun names = GreetingProgram.Start(["ns"]);
        string address = Address().Match(await names.WaitForLineAsync("rpc://127.0.0.1:")).Value;
        await using ProgramRun server = GreetingProgram.Start(["server"], address);
        await server.WaitForLineAsync("server at rpc://");

        server.Signal("INT");

        Assert.Equal(0, await server.ExitAsync());
    }

    [Theory]
    [InlineData("server")]
    [InlineData("client", "--name", "Ali")]
    public async Task Without_a_name_server_one_line_says_how_to_start_one(params string[] arguments)
    {
        // Port 1 is nobody's.
        await using ProgramRun run = await GreetingProgram.CompleteAsync(arguments, nameServer: "rpc://127.0.0.1:1");

        Assert.Equal(1, await run.ExitAsync());
        string line = Assert.Single(run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("rpc ns", line, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1:1", line, StringComparison.Ordinal);
    }

    private static ProgramRun Run(string project, string? nameServer, params string[] arguments) => ProgramRun.Start(
        "dotnet",
        ["run", "--no-build", "-c", RepositoryPaths.Configuration, "--project", project, "--", .. arguments],
        RepositoryPaths.Root,
        GreetingProgram.NameServer(nameServer));

    [GeneratedRegex(@"rpc://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
