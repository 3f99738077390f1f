using Rpc.Scale.Contracts;

namespace Rpc.Scale.Running;

/// <summary>One connection of a variant, as the call that goes over it.</summary>
internal static class Opened
{
    // Kept from the collector for as long as the process lives: they are the load.
    private static readonly List<object> s_open = [];

    public static Func<int, int, ValueTask<int>> Connection(Variant variant, string endpoint)
    {
        if (variant == Variant.Bare)
        {
            BareConnection bare = new(endpoint);
            Keep(bare);
            return bare.AddAsync;
        }

        // A client of its own, because one client has one connection to an address.
        RpcClient client = new();
        Keep(client);
        return client.Get<IScaleService>(endpoint).AddAsync;
    }

    private static void Keep(object connection)
    {
        lock (s_open)
        {
            s_open.Add(connection);
        }
    }
}
