using System.Globalization;

namespace Rpc.Scale.Running;

/// <summary>Starts the processes of a scenario and ends them all when it is disposed.</summary>
internal sealed class Roles(ScaleOptions options) : IDisposable
{
    private readonly List<RoleProcess> _processes = [];

    /// <summary>Time that any step may take beside its measured windows.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

    /// <param name="variant">Which server.</param>
    /// <param name="cancellationToken">Stops waiting for it.</param>
    /// <param name="store">Where a name server keeps its names; null for memory.</param>
    public async Task<(Role Server, string Endpoint)> StartServerAsync(Variant variant, CancellationToken cancellationToken, string? store = null)
    {
        Role server = Add(SelfCommand.For(["server", "--variant", variant.ToString(), .. store is null ? Array.Empty<string>() : ["--store", store]]), cancellationToken);
        return (server, await server.HearReadyAsync());
    }

    /// <summary>Starts a client and waits until it is warm.</summary>
    public async Task<Role> StartClientAsync(string role, Variant variant, string endpoint, int count, CancellationToken cancellationToken)
    {
        Role client = Add(
            SelfCommand.For(
                "client", "--role", role, "--variant", variant.ToString(), "--endpoint", endpoint,
                "--count", Text(count), "--names", Text(options.Names), "--bytes", Text(options.Bytes),
                "--warmup", Text(options.Warmup.TotalMilliseconds), "--duration", Text(options.Duration.TotalMilliseconds)),
            cancellationToken);
        await client.HearReadyAsync();
        return client;
    }

    public void Dispose() => _processes.ForEach(process => process.Dispose());

    private Role Add(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        RoleProcess process = new(command);
        _processes.Add(process);
        return new Role(process, s_patience + (options.Duration * 8), cancellationToken);
    }

    private static string Text(double number) => number.ToString("0", CultureInfo.InvariantCulture);
}
