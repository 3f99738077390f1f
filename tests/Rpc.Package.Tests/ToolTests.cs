using System.Text.RegularExpressions;
using Rpc.Tests.Shared;

namespace Rpc.Packages;

/// <summary>The command <c>rpc</c> as users have it: installed from its package.</summary>
public sealed partial class ToolTests(PackedRuntime runtime)
{
    [Fact]
    public async Task The_tool_is_installed_says_its_version_and_makes_a_call_by_a_name_that_it_keeps()
    {
        using TemporaryFolder folder = new();
        string tool = await InstallAsync(folder);

        Assert.Matches(@"^0\.\d+\.\d+", await RunAsync(tool, "--version"));

        // Names in SQLite: the native library of this machine is found in the package.
        await using ProgramRun names = ProgramRun.Start(tool, ["ns", "--listen", "rpc://127.0.0.1:0", "--store", "sqlite:" + folder.File("names.db")]);
        string ns = Address().Match(await names.WaitForLineAsync("name server at")).Groups[1].Value;
        await using ProgramRun echo = ProgramRun.Start(tool, ["echo", "--listen", "rpc://127.0.0.1:0", "--name", "echo", "--ns", ns]);
        await echo.WaitForLineAsync("echo");

        Assert.Equal("5", await RunAsync(tool, "call", "echo", "Add", "2", "3", "--ns", ns));
        Assert.Contains("rpc.nameserver", await RunAsync(tool, "list", "--ns", ns), StringComparison.Ordinal);
    }

    // With a home of its own: nothing that is installed here is seen, and nothing stays.
    private async Task<string> InstallAsync(TemporaryFolder folder)
    {
        await using ProgramRun install = await ProgramRun.CompleteAsync(
            "dotnet",
            ["tool", "install", "Rpc.Cli", "--tool-path", folder.File("tools"), "--version", runtime.Version, "--source", runtime.Feed],
            folder.Path,
            limit: TimeSpan.FromMinutes(2),
            environment: new Dictionary<string, string>
            {
                ["DOTNET_CLI_HOME"] = folder.File("home"),
                ["NUGET_PACKAGES"] = folder.File("packages"),
                ["DOTNET_SKIP_FIRST_TIME_EXPERIENCE"] = "1",
                ["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false",
                ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
            });
        Assert.True(await install.ExitAsync() == 0, install.Output + install.Errors);
        return Path.Combine(folder.File("tools"), OperatingSystem.IsWindows() ? "rpc.exe" : "rpc");
    }

    private static async Task<string> RunAsync(string tool, params string[] arguments)
    {
        await using ProgramRun run = await ProgramRun.CompleteAsync(tool, arguments);
        Assert.True(await run.ExitAsync() == 0, $"rpc {string.Join(' ', arguments)}\n{run.Output}\n{run.Errors}");
        return run.Output.Trim();
    }

    [GeneratedRegex(@"rpc://([\d.]+:\d+)")]
    private static partial Regex Address();
}
