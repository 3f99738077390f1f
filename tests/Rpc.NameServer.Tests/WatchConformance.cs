using Rpc.Naming;
using Xunit;

namespace Rpc.NameServer.Tests;

/// <summary>What watchers are told, whatever the names are kept in.</summary>
public abstract class WatchConformance : LeaseConformance
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private Watcher Watch(NameFilter? filter = null, NameRevision? since = null) => new(Names.WatchAsync(filter, since));

    [Fact]
    public async Task A_watcher_sees_a_snapshot_and_then_each_change_once_and_in_order()
    {
        await Register("w.a");
        await Register("other");
        await using Watcher watcher = Watch(new NameFilter(Prefix: "w."));

        Assert.Equal(["Reset", "Present w.a", "Current"], await watcher.Take(3));
        await Register("w.b");
        await Register("w.b", "rpc://10.0.0.2:1/x", RegisterMode.Add, server: "s2");
        await Names.SetMetadataAsync("w.a", ["t"]);
        await Register("elsewhere");
        await Names.UnregisterAsync("w.a");
        await Names.UnregisterAllAsync(new NameFilter(Glob: "w.*"));

        Assert.Equal(["Added w.b", "Changed w.b", "Changed w.a", "Removed w.a", "Removed w.b"], await watcher.Take(5));
    }

    [Fact]
    public async Task A_watcher_that_comes_back_goes_on_where_it_was()
    {
        await Register("w.a");
        NameRevision seen;
        await using (Watcher first = Watch(new NameFilter(Prefix: "w.")))
        {
            await first.Take(3);
            await Register("w.b");
            await first.Take(1);
            seen = first.Last.Revision;
        }

        await Register("w.c");
        await Names.UnregisterAsync("w.a");
        await using Watcher second = Watch(new NameFilter(Prefix: "w."), seen);

        Assert.Equal(["Added w.c", "Removed w.a", "Current"], await second.Take(3));
        await Register("w.d");
        Assert.Equal(["Added w.d"], await second.Take(1));
    }

    [Fact]
    public async Task A_watcher_of_another_history_begins_anew()
    {
        await Register("w.a");
        await using Watcher first = Watch(new NameFilter(Prefix: "w."));
        await first.Take(3);
        NameRevision now = first.Last.Revision;

        foreach (NameRevision unknown in (NameRevision[])[now with { Epoch = now.Epoch + 1 }, now with { Number = now.Number + 1000 }, now with { Number = now.Number - 100_000 }])
        {
            await using Watcher watcher = Watch(new NameFilter(Prefix: "w."), unknown);
            Assert.Equal(["Reset", "Present w.a", "Current"], await watcher.Take(3));
        }
    }

    [Fact]
    public async Task A_watcher_of_tags_sees_instances_come_and_go_as_they_get_and_lose_them()
    {
        await Register("w", "rpc://10.0.0.1:1/x", RegisterMode.Add, tags: ["red"]);
        await Register("w", "rpc://10.0.0.2:1/x", RegisterMode.Add, server: "s2");
        await using Watcher watcher = Watch(new NameFilter(AllTags: ["red"]));
        Assert.Equal(["Reset", "Present w", "Current"], await watcher.Take(3));

        await Names.SetMetadataAsync("w", ["red"], "rpc://10.0.0.2:1/x");
        await Names.SetMetadataAsync("w", ["blue"]);
        await Names.SetMetadataAsync("w", ["red", "blue"], "rpc://10.0.0.1:1/x");

        Assert.Equal(["Changed w"], await watcher.Take(1));
        Assert.Equal(2, watcher.Last.Entry!.Instances.Count);
        Assert.Equal(["Removed w", "Added w"], await watcher.Take(2));
        Assert.Equal("rpc://10.0.0.1:1/x", Assert.Single(watcher.Last.Entry!.Instances).Uri);
    }

    [Fact]
    public async Task A_registration_that_is_made_again_as_it_was_is_no_change()
    {
        NameLease lease = await Register("w");
        await using Watcher watcher = Watch(new NameFilter(Prefix: "w"));
        await watcher.Take(3);

        await Register("w", since: lease.Since);
        await Register("w2");

        Assert.Equal(["Added w2"], await watcher.Take(1));
    }

    [Fact]
    public async Task What_expires_is_told()
    {
        await Register("w", lease: 3);
        await using Watcher watcher = Watch(new NameFilter(Prefix: "w"));
        await watcher.Take(3);

        await Pass(4);

        Assert.Equal(["Removed w"], await watcher.Take(1));
        Assert.Empty(watcher.Last.Entry!.Instances);
    }

    [Fact]
    public async Task Watchers_that_begin_while_names_change_end_up_with_what_is_there()
    {
        for (int i = 0; i < 3000; i += 2)
        {
            await Register($"n{i:0000}", lease: 0);
        }

        using var stop = new CancellationTokenSource();
        Task changes = Task.Run(async () =>
        {
            var random = new Random(1);
            while (!stop.IsCancellationRequested)
            {
                string name = $"n{random.Next(3000):0000}";
                await (random.Next(2) == 0 ? Register(name, lease: 0) : (Task)Names.UnregisterAsync(name));
            }
        });
        var watchers = new List<Watcher>();
        for (int i = 0; i < 8; i++)
        {
            watchers.Add(Watch(new NameFilter(Prefix: "n")));
            await watchers[i].Take(1500);
        }

        await stop.CancelAsync();
        await changes.WaitAsync(Patience);
        await Register("n-last");
        string[] there = [.. (await Names.ListAsync(new NameFilter(Prefix: "n"), limit: 10_000)).Entries.Select(entry => entry.Name)];
        foreach (Watcher watcher in watchers)
        {
            await watcher.TakeUntil("n-last");
            Assert.Equal(there, watcher.Known);
            Assert.Empty(watcher.Contradictions);
            await watcher.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_filter_with_tags_that_cannot_be_is_refused()
    {
        await Refused(RpcStatus.InvalidArgument, async () => await Watch(new NameFilter(AllTags: ["a\nb"])).Take(1));
        await Refused(RpcStatus.InvalidArgument, () => Names.ListAsync(new NameFilter(AnyTags: [""])));
    }

    /// <summary>Takes events one by one, and keeps what they say is there.</summary>
    private sealed class Watcher(IAsyncEnumerable<NameEvent> events) : IAsyncDisposable
    {
        private readonly SortedSet<string> _known = new(StringComparer.Ordinal);
        private readonly CancellationTokenSource _stop = new();
        private IAsyncEnumerator<NameEvent>? _events;

        public NameEvent Last { get; private set; } = null!;

        public string[] Known => [.. _known];

        public List<string> Contradictions { get; } = [];

        public async Task<string[]> Take(int count)
        {
            var taken = new List<string>();
            while (taken.Count < count)
            {
                await Next();
                taken.Add(Last.Entry is null ? $"{Last.Kind}" : $"{Last.Kind} {Last.Entry.Name}");
            }

            return [.. taken];
        }

        public async Task TakeUntil(string name)
        {
            do
            {
                await Next();
            }
            while (Last.Entry?.Name != name);
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            if (_events is not null)
            {
                await _events.DisposeAsync();
            }
        }

        private async Task Next()
        {
            _events ??= events.GetAsyncEnumerator(_stop.Token);
            Assert.True(await _events.MoveNextAsync().AsTask().WaitAsync(Patience));
            Last = _events.Current;
            bool fits = Last.Kind switch
            {
                NameEventKind.Present or NameEventKind.Added => _known.Add(Last.Entry!.Name),
                NameEventKind.Removed => _known.Remove(Last.Entry!.Name),
                NameEventKind.Changed => _known.Contains(Last.Entry!.Name),
                _ => true,
            };
            if (!fits)
            {
                Contradictions.Add(Last.ToString());
            }
        }
    }
}
