using System.Net;
using System.Net.Sockets;
using Rpc.Hostile.Tests.Server;
using Rpc.Naming;
using Rpc.Protocol;
using Rpc.Protocol.Tests;
using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.Hostile.Tests;

/// <summary>Whatever is lost, dropped or timed out on a caller's side has an event and a counter.</summary>
public sealed class FailureEventTests : IAsyncDisposable
{
    private readonly LogBook _log = new();
    private readonly MetricSums _metrics = new();
    private RpcClient? _client;

    public async ValueTask DisposeAsync()
    {
        _metrics.Dispose();
        if (_client is not null)
        {
            await _client.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_call_without_an_answer_is_told_with_its_method_and_address()
    {
        using var server = new HostileServer(static _ => []);
        ITarget target = Get(server.Uri, 300);
        await Assert.ThrowsAsync<RpcException>(() => target.ReverseAsync([]));
        Throws(() => target.Add(1, 2), RpcStatus.DeadlineExceeded);
        string text = await _log.UntilAsync(1090);
        Assert.Contains("ReverseAsync", text, StringComparison.Ordinal);
        Assert.Contains($"{server.Uri}", text, StringComparison.Ordinal);
        Assert.InRange(_metrics.Sum("rpc.calls.failed DeadlineExceeded"), 2, int.MaxValue);
    }

    [Fact]
    public async Task A_call_that_its_caller_cancels_is_told()
    {
        using var server = new HostileServer(static _ => []);
        ITarget target = Get(server.Uri);
        using var cancel = new CancellationTokenSource();
        Task call = target.WaitAsync(1, cancel.Token);
        await Task.Delay(50);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Contains("WaitAsync", await _log.UntilAsync(1091), StringComparison.Ordinal);
        Assert.InRange(_metrics.Sum("rpc.calls.failed Cancelled"), 1, int.MaxValue);
    }

    [Fact]
    public async Task Calls_that_are_lost_with_their_connection_are_told_once_for_all()
    {
        using var server = new HostileServer(static _ => Bytes.Frame(FrameType.Close, FrameFlags.None, 0, Bytes.Of(new ErrorPayload(RpcStatus.Unavailable, RpcOutcome.MaybeExecuted, RpcErrorReason.None, "going away").Write)));
        ITarget target = Get(server.Uri);
        Throws(() => target.Add(1, 2), RpcStatus.Unavailable);
        string text = await _log.UntilAsync(1092);
        Assert.Contains("1 calls", text, StringComparison.Ordinal);
        Assert.Contains("going away", text, StringComparison.Ordinal);
        Assert.InRange(_metrics.Sum("rpc.calls.failed ConnectionLost"), 1, int.MaxValue);
    }

    [Fact]
    public async Task An_answer_that_comes_too_late_is_counted()
    {
        ulong last = 0;
        using var server = new HostileServer(id =>
        {
            (ulong before, last) = (last, id);
            return before == 0 ? [] : [.. Bytes.Frame(FrameType.Reply, FrameFlags.None, before, Arguments.Of(1)), .. Bytes.Frame(FrameType.Reply, FrameFlags.None, id, Arguments.Of(2))];
        });
        ITarget target = Get(server.Uri, 300);
        Throws(() => target.Add(1, 2), RpcStatus.DeadlineExceeded);
        Assert.Equal(2, RemoteProxyWith(target).Add(1, 2));
        Assert.Contains("answered 1 times for nobody", await _log.UntilAsync(1093), StringComparison.Ordinal);
        Assert.InRange(_metrics.Sum("rpc.dropped AnswerForNobody"), 1, int.MaxValue);
    }

    [Fact]
    public async Task An_answer_that_cannot_be_read_is_told_with_the_reason()
    {
        using var server = new HostileServer(static id => Bytes.Frame(FrameType.Reply, FrameFlags.None, id, [1]));
        ITarget target = Get(server.Uri);
        await Assert.ThrowsAsync<RpcException>(() => target.ReverseAsync([]));
        Assert.Contains("Undecodable", await _log.UntilAsync(1094), StringComparison.Ordinal);
        Assert.InRange(_metrics.Sum("rpc.calls.failed Undecodable"), 1, int.MaxValue);
    }

    [Fact]
    public async Task Handlers_that_are_told_to_stop_are_counted_once_each()
    {
        await using var server = new RpcServer(new RpcServerOptions { LoggerFactory = _log });
        await server.ListenAsync("rpc://127.0.0.1:0");
        using RawConnection peer = RawConnection.Open(server.Add<ITarget>(new Target(), "target"));
        peer.Request(Arguments.Header("StubbornAsync", timeout: 100), Arguments.Of(1_000));
        Assert.Contains("1 handlers", await _log.UntilAsync(1095), StringComparison.Ordinal);
        await Task.Delay(200);
        Assert.Single(_log.Lines, static e => e.Id == 1095);
        Assert.InRange(_metrics.Sum("rpc.handlers.cancelled DeadlineExceeded"), 1, int.MaxValue);
    }

    [Fact]
    public async Task A_handler_that_fails_is_counted_by_its_status()
    {
        await using var server = new RpcServer(new RpcServerOptions { LoggerFactory = _log });
        await server.ListenAsync("rpc://127.0.0.1:0");
        using RawConnection peer = RawConnection.Open(server.Add<ITarget>(new Target(), "target"));
        Assert.Equal(RpcStatus.Unknown, peer.Call(Arguments.Header("RefuseAsync"), Arguments.Of("Unknown")).Error.Status);
        Assert.Equal(RpcStatus.OutOfRange, peer.Call(Arguments.Header("RefuseAsync"), Arguments.Of("OutOfRange")).Error.Status);
        await _log.UntilAsync(1020);

        // The caller hears of it first.
        Eventually.True(() => _metrics.Sum("rpc.handlers.failed Unknown") > 0 && _metrics.Sum("rpc.handlers.failed OutOfRange") > 0, "both are counted");
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told_with_its_address()
    {
        ITarget target = Get(Nobody("target"));
        Throws(() => target.Add(1, 2), RpcStatus.Unavailable);
        Assert.Contains("127.0.0.1", await _log.UntilAsync(1073), StringComparison.Ordinal);
        Assert.InRange(_metrics.Sum("rpc.connect.failures"), 1, int.MaxValue);
    }

    [Fact]
    public async Task Arguments_that_are_too_long_for_the_callee_are_told_on_the_callers_side()
    {
        await using AttackedServer server = await AttackedServer.StartAsync(new RpcLimits { MaxMessageBytes = 2_000 });
        ITarget target = Get(server.Uri);
        Throws(() => target.Bytes(new byte[2_000]), RpcStatus.ResourceExhausted);
        Assert.Contains("OverLimit", await _log.UntilAsync(1022), StringComparison.Ordinal);
        Assert.InRange(_metrics.Sum("rpc.refused OverLimit"), 1, int.MaxValue);
    }

    [Fact]
    public async Task A_name_server_that_is_silent_is_told_when_another_takes_its_place()
    {
        await using var server = new RpcServer();
        await server.ListenAsync("rpc://127.0.0.1:0");
        RemoteUri live = server.Add<INameServer>(new EmptyNameServer(), RemoteUri.NameServerObjectId);
        _client = new RpcClient(new RpcClientOptions { LoggerFactory = _log });
        var names = new NameClient(uri => _client.Get<INameServer>(uri), new NameClientOptions { NameServers = [Nobody(RemoteUri.NameServerObjectId), live], LoggerFactory = _log });
        await names.NameServer.PingAsync().WaitAsync(TimeSpan.FromSeconds(30));
        await names.NameServer.PingAsync().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Contains($"{live}", await _log.UntilAsync(1099), StringComparison.Ordinal);
        Assert.Single(_log.Lines, static e => e.Id == 1099);
        Assert.InRange(_metrics.Sum("rpc.naming.unanswered"), 1, int.MaxValue);
    }

    private static void Throws(Func<object> call, RpcStatus status) => Assert.Equal(status, Assert.Throws<RpcException>(() => call()).Status);

    private static ITarget RemoteProxyWith(ITarget target) => RemoteProxy.With(target, new ProxyOptions { Timeout = TimeSpan.FromSeconds(30) });

    /// <summary>An address at which nobody listens.</summary>
    private static RemoteUri Nobody(string objectId)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return RemoteUri.Parse($"rpc://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/{objectId}");
    }

    private ITarget Get(RemoteUri uri, int timeout = 30_000)
    {
        _client = new RpcClient(new RpcClientOptions { LoggerFactory = _log });
        return _client.Get<ITarget>(uri, new ProxyOptions { Timeout = TimeSpan.FromMilliseconds(timeout) });
    }
}
