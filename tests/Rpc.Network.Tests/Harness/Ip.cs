using Rpc.Tests.Shared;

namespace Rpc.Network.Tests;

/// <summary>The program <c>ip</c>.</summary>
internal static class Ip
{
    public const string Path = "/sbin/ip";

    private static readonly Lazy<Task<string?>> s_obstacle = new(FindObstacleAsync);

    /// <summary>Why no hosts can be made here, or null where they can.</summary>
    public static Task<string?> ObstacleAsync => s_obstacle.Value;

    /// <summary>Runs it; fails with what it says when it fails.</summary>
    public static async Task<string> RunAsync(params string[] arguments)
    {
        (int code, string output) = await TryAsync(arguments);
        Assert.True(code == 0, $"ip {string.Join(' ', arguments)}: {output}");
        return output;
    }

    /// <summary>Runs it and gives its exit code and all that it says.</summary>
    public static async Task<(int Code, string Output)> TryAsync(params string[] arguments)
    {
        await using ProgramRun run = await ProgramRun.CompleteAsync(Path, arguments, limit: TimeSpan.FromSeconds(30));
        return (await run.ExitAsync(), (run.Output + run.Errors).Trim());
    }

    private static async Task<string?> FindObstacleAsync()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            return "hosts are network namespaces, which need Linux and root";
        }

        if (!File.Exists(Path))
        {
            return $"there is no {Path} (Debian's package iproute2)";
        }

        string name = $"{Network.Prefix}{Environment.ProcessId}-try";
        (int code, string output) = await TryAsync("netns", "add", name);
        if (code != 0)
        {
            return $"this machine lets nobody make network namespaces: {output}";
        }

        // A way to let packets vanish between two hosts, in one direction.
        (code, output) = await TryAsync("-n", name, "rule", "add", "from", "10.77.1.2", "to", "10.77.2.2", "blackhole");
        await TryAsync("netns", "del", name);
        return code == 0 ? null : $"this machine's kernel has no routing rules: {output}";
    }
}
