using Rpc.Scale.Running;

namespace Rpc.Scale.Scenarios.Naming;

/// <summary>This library's name server.</summary>
internal sealed class OurNames(string key, string title, bool isDurable, params IReadOnlyList<NamesWorkload> workloads) : INameSystem
{
    public string Key => key;

    public string Title => title;

    public string? Missing => null;

    public IReadOnlyList<NamesWorkload> Workloads => workloads;

    public async Task<IRunningNames> StartAsync(ScaleOptions options, CancellationToken cancellationToken)
    {
        NamesFolder? folder = isDurable ? new NamesFolder() : null;
        Roles roles = new(options);
        try
        {
            (_, string endpoint) = await roles.StartServerAsync(Variant.Names, cancellationToken, folder?.Database);
            return new Running(roles, folder, options, endpoint);
        }
        catch
        {
            roles.Dispose();
            folder?.Dispose();
            throw;
        }
    }

    private sealed class Running(Roles server, NamesFolder? folder, ScaleOptions options, string endpoint) : IRunningNames
    {
        public async Task<Readings> RunAsync(NamesWorkload workload, CancellationToken cancellationToken)
        {
            using Roles clients = new(options);
            Role client = await clients.StartClientAsync(workload.Role, Variant.Names, endpoint, workload.InFlight, cancellationToken);
            return await client.AskAsync(Lines.Go);
        }

        public void Dispose()
        {
            server.Dispose();
            folder?.Dispose();
        }
    }
}
