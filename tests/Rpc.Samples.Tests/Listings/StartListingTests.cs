using System.Text.RegularExpressions;
using Rpc.Tests.Shared;

namespace Rpc.Samples.Tests;

/// <summary>The three projects of docs/getting-started.md, each program in a process of its own.</summary>
public sealed partial class StartListingTests
{
    [Fact]
    public async Task The_first_server_and_the_first_client_meet_and_the_command_line_finds_the_server_too()
    {
        await using ProgramRun names = Run("src/Rpc.Cli", null, "ns", "--listen", "rpc://127.0.0.1:0", "--store", "memory");
        string address = Address().Match(await names.WaitForLineAsync("rpc://127.0.0.1:")).Value;
        await using ProgramRun server = Run("docs/listings/Start/Server", address);
        await server.WaitForLineAsync("greeter at rpc://");

        await using ProgramRun client = Run("docs/listings/Start/Client", address);
        Assert.Equal(0, await client.ExitAsync());
        Assert.Equal("Hi welcome Ali\n1\n2\n3\nNo quote for EUR/XXX.\n", client.Output.ReplaceLineEndings("\n"));

        await using ProgramRun call = Run("src/Rpc.Cli", address, "call", "greeter", "WelcomeMessage", "Ali");
        Assert.Equal(0, await call.ExitAsync());
        Assert.Equal("\"Hi welcome Ali\"", call.Output.Trim());
    }

    private static ProgramRun Run(string project, string? nameServer, params string[] arguments) => ProgramRun.Start(
        "dotnet",
        ["run", "--no-build", "-c", RepositoryPaths.Configuration, "--project", project, "--", .. arguments],
        RepositoryPaths.Root,
        SamplePrograms.NameServer(nameServer));

    [GeneratedRegex(@"rpc://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
