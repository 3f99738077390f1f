using System.CommandLine;
using Rpc;
using Rpc.NameServer;

namespace Samples;

/// <summary>A name server on any free port that forgets everything when it ends: what <c>rpc ns --listen rpc://127.0.0.1:0 --store memory</c> does.</summary>
internal static class NameServerRole
{
    private const string Name = "ns";
    private const string Ready = "name server at ";

    /// <summary>The hidden command that the one-command runs start as a child.</summary>
    public static Command Command()
    {
        var command = new Command(Name) { Hidden = true };
        command.SetAction((_, stop) => RunAsync(stop));
        return command;
    }

    /// <summary>Starts a name server as a child; the children after it ask there. So does <paramref name="children"/>' own program with the address that is returned.</summary>
    public static async Task<Child> StartAsync(Children children, CancellationToken stop)
    {
        Child child = children.Start(Name);
        string line = await child.WaitForAsync(Ready, stop);
        Console.WriteLine($"{line} (process {child.Id})");
        children.NameServer = line[Ready.Length..];
        return child;
    }

    private static async Task<int> RunAsync(CancellationToken stop)
    {
        NameServerOptions options = new() { Listen = RemoteUri.Parse("rpc://127.0.0.1:0") };
        await using NameServerHost host = await NameServerHost.StartAsync(options, stop);
        Console.WriteLine($"{Ready}{host.Uri.WithoutObject()}");
        await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return 0;
    }
}
