using System.Diagnostics;
using Rpc.Naming;
using Rpc.Testing;
using Xunit;

namespace Rpc.Naming.Tests;

/// <summary>The search itself, on this machine, and what a name client does with what it finds.</summary>
public sealed class NameDiscoveryTests
{
    private static readonly RemoteUri One = RemoteUri.Parse("rpc://10.0.0.1:9190/nameserver");
    private static readonly RemoteUri Two = RemoteUri.Parse("rpc://10.0.0.2:9190/nameserver");

    /// <summary>Of which a search waits a tenth for others once it has an answer.</summary>
    private static readonly TimeSpan Plenty = TimeSpan.FromSeconds(10);

    private static CancellationToken Limit => new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token;

    private static FakeResponder Responder(params RemoteUri[] addresses) => new(nonce => addresses.Select(address => DiscoveryMessage.Answer(nonce, address)));

    [Fact]
    public async Task The_first_that_answers_comes_first_and_others_are_kept_once_each()
    {
        await using FakeResponder responder = Responder(Two, One, Two, One);
        var discovery = new NameDiscovery { Port = responder.Port, Timeout = Plenty };

        Assert.False(discovery.IsFound(One));
        Assert.Equal([Two, One], await discovery.FindAsync(Limit));
        Assert.True(discovery.IsFound(One));
        Assert.True(discovery.IsFound(Two.WithoutObject()));
        Assert.False(discovery.IsFound(RemoteUri.Parse("rpc://10.0.0.1:9191")));
    }

    [Fact]
    public async Task Whoever_answers_without_end_gives_eight_addresses_at_most()
    {
        await using FakeResponder responder = Responder([.. Enumerable.Range(1, 40).Select(static i => RemoteUri.Parse($"rpc://10.0.0.{i}:9190"))]);

        Assert.Equal(8, (await new NameDiscovery { Port = responder.Port, Timeout = Plenty }.FindAsync(Limit)).Count);
    }

    [Fact]
    public async Task Answers_to_other_questions_and_broken_ones_find_nothing_and_the_search_asks_three_times_and_ends()
    {
        await using var responder = new FakeResponder(nonce =>
        {
            byte[] other = [.. nonce];
            other[15] ^= 1;
            byte[] cut = DiscoveryMessage.Answer(nonce, One);
            return [DiscoveryMessage.Answer(other, One), cut[..^1], cut[..20], [], DiscoveryMessage.Question(nonce)];
        });
        var discovery = new NameDiscovery { Port = responder.Port, Timeout = TimeSpan.FromMilliseconds(400) };

        Assert.Empty(await discovery.FindAsync(Limit));
        await responder.UntilAsync(questions: 3);
        Assert.False(discovery.IsFound(One));
    }

    [Fact]
    public async Task A_lost_answer_is_asked_for_again()
    {
        int questions = 0;
        await using var responder = new FakeResponder(nonce => ++questions == 2 ? [DiscoveryMessage.Answer(nonce, One)] : []);

        Assert.Equal([One], await new NameDiscovery { Port = responder.Port, Timeout = TimeSpan.FromSeconds(4) }.FindAsync(Limit));
        Assert.InRange(responder.Questions, 2, 3);
    }

    [Fact]
    public async Task Searches_at_the_same_time_are_one_and_after_one_in_vain_the_next_waits()
    {
        await using FakeResponder responder = Responder();
        var discovery = new NameDiscovery { Port = responder.Port, Timeout = TimeSpan.FromMilliseconds(300) };

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => discovery.FindAsync(Limit)));
        await responder.UntilAsync(questions: 3);
        var watch = Stopwatch.StartNew();
        for (int before = responder.Questions; responder.Questions == before;)
        {
            Assert.Empty(await discovery.FindAsync(Limit));
            await Task.Delay(10, Limit);
        }

        // The pause is a second by the search's own clock; the machine's may differ by a little.
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_caller_that_gives_up_leaves_the_search_to_the_others()
    {
        await using FakeResponder responder = Responder();
        var discovery = new NameDiscovery { Port = responder.Port };
        using var gone = new CancellationTokenSource();
        Task<IReadOnlyList<RemoteUri>> given = discovery.FindAsync(gone.Token);
        Task<IReadOnlyList<RemoteUri>> kept = discovery.FindAsync(Limit);
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        Assert.Empty(await kept);
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new NameDiscovery { Port = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new NameDiscovery { Hops = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new NameDiscovery { Timeout = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(() => new NameDiscovery { Timeout = TimeSpan.FromHours(1) });
    }

    [Fact]
    public async Task A_name_client_that_was_told_where_to_ask_never_looks_elsewhere()
    {
        var clock = new ManualTime();
        var dead = new TestNameServer(clock);
        dead.Kill();
        await using FakeResponder responder = Responder(One);
        var names = new NameClient(_ => dead, new NameClientOptions { NameServers = [NameServerAddress.Default], Discovery = new NameDiscovery { Port = responder.Port }, TimeProvider = clock });

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => names.NameServer.CountAsync());
        Assert.DoesNotContain("--discoverable", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, responder.Questions);
    }
}
