using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Rpc.Tests.Shared;

namespace Rpc.Samples.Tests;

/// <summary>The sample published as <c>dotnet publish -r RID</c> does it: with its own runtime, trimmed, and any warning of the trimmer an error.</summary>
public sealed partial class PublishedTests
{
    [Fact]
    public async Task Trimmed_processes_greet_without_an_installed_runtime()
    {
        using TemporaryFolder folder = new();
        string program = await PublishAsync(folder.Path);
        await using ProgramRun names = Start(program, null, "ns", "--until-input-ends");
        string address = Address().Match(await names.WaitForLineAsync("rpc://127.0.0.1:")).Value;
        await using ProgramRun server = Start(program, address, "server", "--until-input-ends");
        await server.WaitForLineAsync("server at rpc://");

        await using ProgramRun client = Start(program, address, "client", "--name", "Ali");

        Assert.True(await client.ExitAsync() == 0, client.Errors);
        Assert.Equal("Hi welcome Ali\n", client.Output.ReplaceLineEndings("\n"));
        server.CloseInput();
        names.CloseInput();
        Assert.Equal(0, await server.ExitAsync());
        Assert.Equal(0, await names.ExitAsync());
        AssertIsTrimmed(Path.GetDirectoryName(program)!);
    }

    // In folders of its own: what the other tests run stays as it was built.
    private static async Task<string> PublishAsync(string folder)
    {
        string target = Path.Combine(folder, "published");
        await using ProgramRun publishing = await ProgramRun.CompleteAsync(
            "dotnet",
            ["publish", "samples/Greeting", "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--artifacts-path", Path.Combine(folder, "artifacts"), "-o", target],
            RepositoryPaths.Root,
            limit: TimeSpan.FromMinutes(5));
        Assert.True(await publishing.ExitAsync() == 0, publishing.Output + publishing.Errors);
        Assert.DoesNotContain("warning", publishing.Output, StringComparison.OrdinalIgnoreCase);
        return Path.Combine(target, OperatingSystem.IsWindows() ? "Greeting.exe" : "Greeting");
    }

    private static void AssertIsTrimmed(string folder)
    {
        string[] files = [.. Directory.GetFiles(folder).Select(file => Path.GetFileName(file))];
        Assert.Contains("System.Private.CoreLib.dll", files);
        Assert.DoesNotContain("System.Linq.Expressions.dll", files);
        long built = new FileInfo(Path.Combine(AppContext.BaseDirectory, "Rpc.Runtime.dll")).Length;
        Assert.InRange(new FileInfo(Path.Combine(folder, "Rpc.Runtime.dll")).Length, 1, built - 1);
    }

    // There is no runtime where DOTNET_ROOT points to.
    private static ProgramRun Start(string program, string? nameServer, params string[] arguments)
    {
        Dictionary<string, string> environment = new() { ["DOTNET_ROOT"] = Path.GetDirectoryName(program)! };
        if (nameServer is not null)
        {
            environment["RPC_NS"] = nameServer;
        }

        return ProgramRun.Start(program, arguments, environment: environment);
    }

    [GeneratedRegex(@"rpc://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
