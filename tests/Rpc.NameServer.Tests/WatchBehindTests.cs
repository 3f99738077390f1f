using Rpc.Naming;
using Rpc.NameServer.Registry;
using Rpc.NameServer.Stores;
using Xunit;

namespace Rpc.NameServer.Tests;

/// <summary>A watcher that knows more than the name server to which it comes: the one before it died when this one had not heard of the last changes.</summary>
public class WatchBehindTests
{
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(30);

    private readonly NameTable _table = new();

    [Fact]
    public async Task It_is_told_nothing_until_the_name_server_knows_as_much_and_then_what_is_new()
    {
        Register("a", version: 1);
        var watches = new NameWatches(_table, longestLag: s_soon);
        NameRevision known = _table.History.Revision with { Number = _table.History.Revision.Number + 1 };
        await using IAsyncEnumerator<NameEvent> told = watches.WatchAsync(new NameSelection(null), static _ => true, known, CancellationToken.None).GetAsyncEnumerator();
        Task<bool> first = told.MoveNextAsync().AsTask();
        Assert.False(first.IsCompleted);

        Register("a", version: 2);
        Register("a", version: 3);

        Assert.True(await first.WaitAsync(s_soon));
        while (told.Current.Kind == NameEventKind.Current)
        {
            Assert.True(await told.MoveNextAsync().AsTask().WaitAsync(s_soon));
        }

        Assert.Equal(NameEventKind.Changed, told.Current.Kind);
        Assert.Equal("3", Assert.Single(told.Current.Entry!.Instances).Tags[0]);
    }

    [Fact]
    public async Task It_begins_anew_where_the_name_server_does_not_get_that_far()
    {
        Register("a", version: 1);
        var watches = new NameWatches(_table, longestLag: TimeSpan.FromMilliseconds(50));
        NameRevision known = _table.History.Revision with { Number = _table.History.Revision.Number + 1 };

        await using IAsyncEnumerator<NameEvent> told = watches.WatchAsync(new NameSelection(null), static _ => true, known, CancellationToken.None).GetAsyncEnumerator();

        Assert.True(await told.MoveNextAsync().AsTask().WaitAsync(s_soon));
        Assert.Equal(NameEventKind.Reset, told.Current.Kind);
    }

    [Fact]
    public async Task It_hears_that_the_name_server_stops_and_is_told_nothing_old()
    {
        Register("a", version: 1);
        var watches = new NameWatches(_table, longestLag: s_soon);
        NameRevision known = _table.History.Revision with { Number = _table.History.Revision.Number + 1 };
        await using IAsyncEnumerator<NameEvent> told = watches.WatchAsync(new NameSelection(null), static _ => true, known, CancellationToken.None).GetAsyncEnumerator();
        Task<bool> first = told.MoveNextAsync().AsTask();

        watches.End();

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => first.WaitAsync(s_soon));
        Assert.Equal(RpcErrorReason.Draining, error.Reason);
    }

    private void Register(string name, int version)
    {
        lock (_table.Gate)
        {
            var instance = new StoredInstance(name, "rpc://127.0.0.1:1/x", [$"{version}"], 1, 15, version, "s", DateTimeOffset.UnixEpoch, new Dictionary<string, string>());
            _table.Change(name, [new RegisteredInstance(instance)]);
        }
    }
}
