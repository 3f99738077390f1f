using Rpc.Naming;
using Rpc.Scale.Contracts;
using Rpc.Scale.Running;

namespace Rpc.Scale.Scenarios.Naming;

/// <summary>Registers names that are there with another address, as servers do that come back, over one connection.</summary>
internal sealed class RegisterRole : IClientRole
{
    public string Name => "names-register";

    public async Task RunAsync(ClientRun run)
    {
        await using RpcClient client = new();
        INameServer server = client.Get<INameServer>(run.Endpoint);
        await NamesLoop.AnyAsync(RegisterAsync, run.Count, run.Names, run.Warmup);
        Lines.Say(Lines.Ready);
        ClientRun.AwaitGo();
        Lines.Say(await NamesLoop.AnyAsync(RegisterAsync, run.Count, run.Names, run.Duration));

        Task RegisterAsync(int number, int version) => server.RegisterAsync(Listing.Registration(number, version));
    }
}
