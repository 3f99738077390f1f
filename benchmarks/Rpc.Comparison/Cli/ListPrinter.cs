using Rpc.Comparison.Peers;

namespace Rpc.Comparison.Cli;

/// <summary>Shows what can be run.</summary>
internal static class ListPrinter
{
    public static int Print()
    {
        Console.WriteLine("workloads:");
        foreach ((string name, string description) in Workloads.All)
        {
            Console.WriteLine($"  {name,-16} {description}");
        }

        Console.WriteLine("rows:");
        foreach (IPeer peer in PeerCatalog.All)
        {
            Console.WriteLine($"  {peer.Name,-16} {peer.Kind,-6} {string.Join(", ", peer.Workloads)}");
        }

        return 0;
    }
}
