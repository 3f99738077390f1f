using Rpc.Naming;
using Rpc.Scale.Contracts;
using Rpc.Scale.Running;

namespace Rpc.Scale.Scenarios.Naming;

/// <summary>Registers every name in an empty name server, over one connection.</summary>
internal sealed class FillRole : IClientRole
{
    private const int WarmNames = 100;

    public string Name => "names-fill";

    public async Task RunAsync(ClientRun run)
    {
        await using RpcClient client = new();
        INameServer server = client.Get<INameServer>(run.Endpoint);

        // Warm, and empty again. With few names, so that no memory is left over that the others could use.
        await NamesLoop.AnyAsync(RegisterAsync, run.Count, Math.Min(run.Names, WarmNames), run.Warmup);
        await server.UnregisterAllAsync(new NameFilter(Prefix: Listing.Prefix));
        Lines.Say(Lines.Ready);
        ClientRun.AwaitGo();
        Readings readings = await NamesLoop.EachAsync(number => RegisterAsync(number, 0), run.Count, run.Names);

        // One more than ours: the name server lists itself.
        int count = await server.CountAsync();
        Lines.Say(count == run.Names + 1 ? readings : throw new InvalidOperationException($"{run.Names} names were registered, and the name server has {count}, its own among them."));

        Task RegisterAsync(int number, int version) => server.RegisterAsync(Listing.Registration(number, version));
    }
}
