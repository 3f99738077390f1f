using System.Collections.Concurrent;
using Rpc.Testing;
using Xunit;

namespace Rpc.Naming.Tests;

/// <summary>What a watcher is told, whatever becomes of its name servers.</summary>
public sealed class NameWatchTests : IAsyncDisposable
{
    private static readonly RemoteUri Server = NameServerAddress.Parse("ns1:9190");
    private static readonly RemoteUri OtherServer = NameServerAddress.Parse("ns2:9190");

    private readonly ManualTime _clock = new();
    private readonly TestNameServer _server;
    private readonly TestNameServer _other;
    private readonly NameClient _client;
    private readonly ConcurrentQueue<string> _told = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly NameWatchOptions _heard;
    private Task _watching = Task.CompletedTask;
    private int _lost;
    private int _back;

    public NameWatchTests()
    {
        _heard = new NameWatchOptions { Lost = _ => Interlocked.Increment(ref _lost), Back = () => Interlocked.Increment(ref _back) };
        _server = new TestNameServer(_clock);
        _other = new TestNameServer(_clock);
        _client = new NameClient(uri => uri == Server ? _server : _other, new NameClientOptions { NameServers = [Server], TimeProvider = _clock });
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _watching.WaitAsync(TimeSpan.FromSeconds(10)));
        _stop.Dispose();
    }

    [Fact]
    public async Task A_watcher_sees_snapshot_add_change_and_remove_once_each_and_in_order()
    {
        await Register("a", 1);
        Watch();
        await TellsAsync("Present a 1", "Current");
        await Register("b", 1);
        await Register("a", 2);
        await _server.Inside.UnregisterAsync("b");
        await TellsAsync("Added b 1", "Changed a 2", "Removed b");
        await NothingMoreAsync();
    }

    [Fact]
    public async Task Across_a_broken_connection_nothing_is_missed_and_nothing_is_told_twice()
    {
        await Register("a", 1);
        await Register("b", 1);
        Watch();
        await TellsAsync("Present a 1", "Present b 1", "Current");
        await _server.BreakWatchesAsync();
        await Register("c", 1);
        await _server.Inside.UnregisterAsync("a");
        await TellsAsync("Added c 1", "Removed a");
        await NothingMoreAsync();
        Assert.True(_server.Watches > 1);
    }

    [Fact]
    public async Task Of_a_name_server_that_comes_back_empty_only_the_difference_is_told()
    {
        await Register("a", 1);
        await Register("b", 1);
        await Register("c", 1);
        Watch();
        await TellsAsync("Present a 1", "Present b 1", "Present c 1", "Current");
        DateTimeOffset since = Assert.Single((await _server.Inside.LookupAsync("a")).Instances).Since;
        _server.Kill();
        await _clock.RunAsync(TimeSpan.FromSeconds(30));
        _server.StartEmpty();
        await Register("a", 1, since);
        await Register("b", 2);
        await Register("d", 1);
        await TellsAsync("Removed c", "Changed b 2", "Added d 1");
        await NothingMoreAsync();
        Assert.Equal((1, 1), (_lost, _back));
    }

    [Fact]
    public async Task The_watch_goes_on_at_the_next_name_server_and_tells_what_that_one_has_otherwise()
    {
        var client = new NameClient(uri => uri == Server ? _server : _other, new NameClientOptions { NameServers = [Server, OtherServer], TimeProvider = _clock });
        await Register("a", 1);
        await _other.Inside.RegisterAsync(new NameRegistration("b", "rpc://10.0.0.1:1/x", "s", Weight: 1));
        Watch(client);
        await TellsAsync("Present a 1", "Current");
        _server.Kill();
        await TellsAsync("Removed a", "Added b 1");
        await _other.Inside.UnregisterAsync("b");
        await TellsAsync("Removed b");
    }

    [Fact]
    public async Task A_filter_that_cannot_be_used_is_told_and_not_tried_again()
    {
        IAsyncEnumerator<NameEvent> events = _client.WatchAsync(new NameFilter(AllTags: [""])).GetAsyncEnumerator();

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => events.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal(RpcStatus.InvalidArgument, error.Status);
        Assert.Equal(1, _server.Watches);
        _watching = Task.FromCanceled(new CancellationToken(true));
    }

    [Fact]
    public async Task A_name_that_is_listed_is_not_waited_for()
    {
        await Register("a", 3);
        _watching = Task.FromCanceled(new CancellationToken(true));

        NameEntry entry = await _client.WaitAsync(RemoteUri.ForName("a"), TimeSpan.FromSeconds(5)).AsTask().WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(("a", 3), (entry.Name, Assert.Single(entry.Instances).Weight));
    }

    [Theory]
    [InlineData("rpcname:a%2A", false)]
    [InlineData("rpcmeta:t", false)]
    [InlineData("rpcname:a%2A", true)]
    public async Task A_wait_ends_when_what_it_is_for_appears(string uri, bool downAtFirst)
    {
        _watching = Task.FromCanceled(new CancellationToken(true));
        if (downAtFirst)
        {
            _server.Kill();
        }

        Task<NameEntry> waiting = _client.WaitAsync(RemoteUri.Parse(uri), TimeSpan.FromMinutes(5)).AsTask();
        await _clock.RunAsync(TimeSpan.FromSeconds(20));
        Assert.False(waiting.IsCompleted);
        if (downAtFirst)
        {
            _server.StartEmpty();
        }

        // Neither is it: one is longer, and the other is what a pattern would mean.
        await Register("a*b", 1);
        await Register("ab", 1);
        await _server.Inside.RegisterAsync(new NameRegistration("a*", "rpc://10.0.0.1:1/x", "s", ["t"]));
        for (int i = 0; i < 100 && !waiting.IsCompleted; i++)
        {
            await _clock.RunAsync(TimeSpan.FromSeconds(1));
        }

        Assert.Equal("a*", (await waiting.WaitAsync(TimeSpan.FromSeconds(10))).Name);
    }

    [Fact]
    public async Task A_wait_fails_at_its_deadline_and_the_message_names_the_name_and_the_name_server()
    {
        _watching = Task.FromCanceled(new CancellationToken(true));
        Task<NameEntry> waiting = _client.WaitAsync(RemoteUri.ForName("a"), TimeSpan.FromSeconds(5)).AsTask();
        await _clock.RunAsync(TimeSpan.FromSeconds(4));
        Assert.False(waiting.IsCompleted);
        await _clock.RunAsync(TimeSpan.FromSeconds(2));

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal((RpcStatus.DeadlineExceeded, RpcOutcome.NotExecuted), (error.Status, error.Outcome));
        Assert.Contains("'a'", error.Message, StringComparison.Ordinal);
        Assert.Contains("rpc://ns1:9190", error.Message, StringComparison.Ordinal);
        Assert.Contains("5 s", error.Message, StringComparison.Ordinal);
        using var stop = new CancellationTokenSource();
        Task<NameEntry> given = _client.WaitAsync(RemoteUri.ForName("a"), Timeout.InfiniteTimeSpan, stop.Token).AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    private Task Register(string name, int weight, DateTimeOffset? since = null) =>
        _server.Inside.RegisterAsync(new NameRegistration(name, "rpc://10.0.0.1:1/x", "s", Weight: weight, Since: since));

    private void Watch(NameClient? client = null) => _watching = Task.Run(async () =>
    {
        await foreach (NameEvent one in (client ?? _client).WatchAsync(new NameFilter(Glob: "?"), _heard, _stop.Token))
        {
            _told.Enqueue(one.Kind == NameEventKind.Current ? "Current" : string.Join(' ', [one.Kind.ToString(), one.Entry!.Name, .. one.Entry.Instances.Select(instance => $"{instance.Weight}")]));
        }
    });

    private async Task TellsAsync(params string[] expected)
    {
        for (int i = 0; i < 500 && _told.Count < expected.Length; i++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(10);
        }

        Assert.Equal(expected, _told.Take(expected.Length));
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(_told.TryDequeue(out _));
        }
    }

    private async Task NothingMoreAsync()
    {
        await _clock.RunAsync(TimeSpan.FromSeconds(10));
        Assert.Empty(_told);
    }
}
