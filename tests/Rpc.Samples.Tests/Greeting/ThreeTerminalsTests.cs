using Rpc.Tests.Shared;

namespace Rpc.Samples.Tests;

/// <summary>Name server, server and client, each started as the README shows.</summary>
public sealed class ThreeTerminalsTests
{
    private static readonly string Program = SamplePrograms.Path("Greeting");

    [Fact]
    public async Task Name_server_server_and_client_in_three_terminals_work_together()
    {
        await using NameServerRun names = await NameServerRun.StartAsync();
        await using ProgramRun server = SamplePrograms.Start("Greeting", names.Address, "server");
        await server.WaitForLineAsync("server at rpc://");

        await using ProgramRun client = await ProgramRun.CompleteAsync(Program, ["client", "--name", "Ali"], environment: SamplePrograms.NameServer(names.Address));

        Assert.Equal("Hi welcome Ali\n", client.Output.ReplaceLineEndings("\n"));
        Assert.Equal(0, await client.ExitAsync());
    }

    [Fact]
    public async Task A_client_greets_every_name_of_its_input()
    {
        await using ProgramRun names = SamplePrograms.Start("Greeting", null, "ns", "--until-input-ends");
        string address = (await names.WaitForLineAsync("name server at "))["name server at ".Length..];
        await using ProgramRun server = SamplePrograms.Start("Greeting", address, "server", "--until-input-ends");
        await server.WaitForLineAsync("server at rpc://");

        await using ProgramRun client = await ProgramRun.CompleteAsync(Program, ["client"], input: "Ali\nZoë\n", environment: SamplePrograms.NameServer(address));

        Assert.Equal("Hi welcome Ali\nHi welcome Zoë\n", client.Output.ReplaceLineEndings("\n"));
        server.CloseInput();
        names.CloseInput();
        Assert.Equal(0, await server.ExitAsync());
        Assert.Equal(0, await names.ExitAsync());
    }

    [Fact]
    public async Task A_server_that_is_interrupted_exits_with_0()
    {
        await using NameServerRun names = await NameServerRun.StartAsync();
        await using ProgramRun server = SamplePrograms.Start("Greeting", names.Address, "server");
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
        await using ProgramRun run = await ProgramRun.CompleteAsync(Program, arguments, environment: SamplePrograms.NameServer("rpc://127.0.0.1:1"));

        Assert.Equal(1, await run.ExitAsync());
        string line = Assert.Single(run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("rpc ns", line, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1:1", line, StringComparison.Ordinal);
    }
}
