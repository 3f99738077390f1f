using System.Diagnostics;
using Rpc.Comparison.Peers;
using Rpc.Comparison.Peers.Native;

namespace Rpc.Comparison.Tests;

/// <summary>Peers in other languages, which are built or are not.</summary>
public sealed class NativePeerTests
{
    public static TheoryData<string> Names => [.. PeerCatalog.All.OfType<NativePeer>().Select(peer => peer.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task One_that_is_built_has_the_workloads_its_row_names_and_one_that_is_not_says_what_builds_it(string name)
    {
        IPeer peer = PeerCatalog.Get(name);
        if (peer.Missing is { } missing)
        {
            Assert.Contains($"benchmarks/peers/build.sh {name} ", missing, StringComparison.Ordinal);
            Assert.False(File.Exists(peer.ServerCommand[0]) && File.Exists(peer.ClientCommand[0]));
            return;
        }

        using Process client = Process.Start(new ProcessStartInfo(peer.ClientCommand[0], "--workloads") { RedirectStandardOutput = true })!;
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(1));
        string said = await client.StandardOutput.ReadToEndAsync(limit.Token);
        Assert.Equal(peer.Workloads.Order(), said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order());
    }
}
