using System.Runtime.CompilerServices;
using Rpc.Cli.Names;
using Rpc.Naming;
using Xunit;

namespace Rpc.Cli.Tests;

public class NameWatchTests
{
    private static readonly NameRevision At = new(7, 3);

    private readonly List<NameRevision?> _since = [];
    private readonly List<string> _told = [];
    private int _attempts;

    [Fact]
    public async Task A_watch_goes_on_behind_the_last_event_and_an_outage_is_told_once()
    {
        NameWatch watch = Watch(
            Events(NameEventKind.Reset, NameEventKind.Current),
            Events(),
            Events(),
            Events(NameEventKind.Added));

        Assert.Equal([NameEventKind.Reset, NameEventKind.Current, NameEventKind.Added], await Take(watch, 3));
        Assert.Equal([null, At, At, At], _since);
        Assert.Equal(["lost", "back"], _told);
    }

    [Fact]
    public async Task A_watch_that_is_cut_off_in_its_snapshot_begins_anew()
    {
        NameWatch watch = Watch(Events(NameEventKind.Reset, NameEventKind.Present), Events(NameEventKind.Reset));

        await Take(watch, 3);
        Assert.Equal([null, null], _since);
    }

    [Fact]
    public async Task A_name_server_that_never_answered_is_waited_for_only_on_request()
    {
        RpcException error = await Assert.ThrowsAsync<RpcException>(() => Take(Watch(Events()), 1));
        Assert.Equal(RpcStatus.Unavailable, error.Status);

        Assert.Equal([NameEventKind.Reset], await Take(Watch(isPatient: true, Events(), Events(), Events(NameEventKind.Reset)), 1));
        Assert.Equal(["lost", "back"], _told);
    }

    [Fact]
    public async Task A_refusal_ends_the_watch()
    {
        static async IAsyncEnumerable<NameEvent> Refuse([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Yield();
            yield return new NameEvent(NameEventKind.Current, At);
            throw new RpcException(RpcStatus.PermissionDenied, "no");
        }

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => Take(Watch(Refuse), 2));
        Assert.Equal(RpcStatus.PermissionDenied, error.Status);
        Assert.Empty(_told);
    }

    /// <summary>A watch that tells these events and then finds nobody.</summary>
    private static Func<CancellationToken, IAsyncEnumerable<NameEvent>> Events(params NameEventKind[] kinds)
    {
        async IAsyncEnumerable<NameEvent> Tell([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            foreach (NameEventKind kind in kinds)
            {
                await Task.Yield();
                yield return new NameEvent(kind, At, kind is NameEventKind.Reset or NameEventKind.Current ? null : new NameEntry("a", []));
            }

            throw new RpcException(RpcStatus.Unavailable, "Nobody is there.");
        }

        return Tell;
    }

    private NameWatch Watch(params Func<CancellationToken, IAsyncEnumerable<NameEvent>>[] attempts) => Watch(isPatient: false, attempts);

    private NameWatch Watch(bool isPatient, params Func<CancellationToken, IAsyncEnumerable<NameEvent>>[] attempts)
    {
        _attempts = 0;
        return new NameWatch(
            (_, since, token) =>
            {
                _since.Add(since);
                return attempts[_attempts++](token);
            },
            TimeProvider.System,
            lost: _ => _told.Add("lost"),
            back: () => _told.Add("back")) { IsPatient = isPatient };
    }

    private static async Task<List<NameEventKind>> Take(NameWatch watch, int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var kinds = new List<NameEventKind>();
        await foreach (NameEvent one in watch.RunAsync(new NameFilter(), limit.Token))
        {
            kinds.Add(one.Kind);
            if (kinds.Count == count)
            {
                break;
            }
        }

        return kinds;
    }
}
