using Rpc.Naming;
using Rpc.Scale.Contracts;
using Rpc.Scale.Running;

namespace Rpc.Scale.Scenarios.Naming;

/// <summary>Looks up names at random, over one connection.</summary>
internal sealed class LookupRole : IClientRole
{
    public string Name => "names-lookup";

    public async Task RunAsync(ClientRun run)
    {
        await using RpcClient client = new();
        INameServer server = client.Get<INameServer>(run.Endpoint);
        string[] names = [.. Enumerable.Range(0, run.Names).Select(Listing.Name)];
        await NamesLoop.AnyAsync(LookupAsync, run.Count, run.Names, run.Warmup);
        Lines.Say(Lines.Ready);
        ClientRun.AwaitGo();
        Lines.Say(await NamesLoop.AnyAsync(LookupAsync, run.Count, run.Names, run.Duration));

        async Task LookupAsync(int number, int _) => Listing.Check(names[number], await server.LookupAsync(names[number]));
    }
}
