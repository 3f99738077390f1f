using Rpc.Hostile.Tests.Server;
using Xunit;

namespace Rpc.Hostile.Tests;

/// <summary>A server in this process, with its log and its object.</summary>
internal sealed class AttackedServer : IAsyncDisposable
{
    private readonly RecordingLogger _log = new();
    private readonly RpcServer _server;

    private AttackedServer(RpcLimits limits) =>
        _server = new RpcServer(new RpcServerOptions { LoggerFactory = _log, Limits = limits, DrainTimeout = TimeSpan.FromSeconds(5) });

    public RemoteUri Uri { get; private set; } = null!;

    public Target Target { get; } = new();

    public IReadOnlyCollection<LogLine> Log => _log.Lines;

    public static async Task<AttackedServer> StartAsync(RpcLimits? limits = null, string address = "rpc://127.0.0.1:0")
    {
        var server = new AttackedServer(limits ?? new RpcLimits());
        await server._server.ListenAsync(address);
        server.Uri = server._server.Add<ITarget>(server.Target, "target");
        return server;
    }

    /// <summary>Waits until the log has such an event about this peer.</summary>
    public LogLine WaitForLog(RawConnection peer, int eventId, string part)
    {
        LogLine? found = null;
        Protocol.Tests.Eventually.True(
            () => (found = Log.FirstOrDefault(line => line.Event == eventId && line.Peer == $"127.0.0.1:{peer.LocalPort}")) is not null,
            $"the log event {eventId} about port {peer.LocalPort}");
        Assert.Contains(part, $"{found!.Fault} {found.Reason}", StringComparison.Ordinal);
        return found;
    }

    /// <summary>The peer was ended with this fault, and the log says so.</summary>
    public void AssertEnded(RawConnection peer, string fault, string part = "")
    {
        peer.WaitForEnd();
        Assert.Equal(fault, WaitForLog(peer, 1006, part).Fault);
    }

    public bool Remove() => _server.Remove("target");

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
