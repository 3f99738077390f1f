using Rpc.Connections;
using Xunit;

namespace Rpc.Protocol.Tests;

public sealed class KeepAliveTests
{
    private static readonly TimeSpan s_interval = TimeSpan.FromHours(1);
    private readonly KeepAlive _keepAlive = new(s_interval);
    private readonly long _start = Environment.TickCount64;

    [Fact]
    public void Nothing_is_asked_of_a_peer_that_was_just_heard()
    {
        Assert.Equal(KeepAlive.Verdict.Fine, Judge(0));
        Assert.Equal(KeepAlive.Verdict.Fine, Judge(0.9));
        Assert.True(_keepAlive.HeardWithin(60_000));
    }

    [Fact]
    public void Two_unanswered_pings_and_then_silence_are_death()
    {
        Assert.Equal(KeepAlive.Verdict.Ping, Judge(1.1));
        Assert.Equal(KeepAlive.Verdict.Fine, Judge(1.5));
        Assert.Equal(KeepAlive.Verdict.Ping, Judge(2.1));
        Assert.Equal(2, _keepAlive.Unanswered);
        Assert.Equal(KeepAlive.Verdict.Fine, Judge(2.9));
        Assert.Equal(KeepAlive.Verdict.Dead, Judge(3.1));
    }

    [Fact]
    public void Anything_that_is_heard_answers_a_ping()
    {
        Assert.Equal(KeepAlive.Verdict.Ping, Judge(1.1));
        Assert.Equal(KeepAlive.Verdict.Ping, Judge(2.1));
        _keepAlive.Heard();
        Assert.Equal(0, _keepAlive.Unanswered);
        Assert.Equal(KeepAlive.Verdict.Ping, Judge(3.1));
    }

    private KeepAlive.Verdict Judge(double intervals) => _keepAlive.Judge(_start + (long)(s_interval.TotalMilliseconds * intervals));
}
