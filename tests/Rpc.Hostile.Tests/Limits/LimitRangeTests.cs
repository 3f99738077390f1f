using Xunit;

namespace Rpc.Hostile.Tests;

/// <summary>A limit outside the range that its documentation gives is refused before anything is listened on or sent, by name.</summary>
public sealed class LimitRangeTests
{
    private const int Mebibyte = 1024 * 1024;
    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);

    public static TheoryData<string, RpcLimits> Outside => new()
    {
        { nameof(RpcLimits.MaxConnections), new() { MaxConnections = 0 } },
        { nameof(RpcLimits.MaxConnections), new() { MaxConnections = -1 } },
        { nameof(RpcLimits.MaxPendingHandshakes), new() { MaxPendingHandshakes = 0 } },
        { nameof(RpcLimits.MaxRunningHandlers), new() { MaxRunningHandlers = 0 } },
        { nameof(RpcLimits.MaxMessageBytes), new() { MaxMessageBytes = 1023 } },
        { nameof(RpcLimits.MaxMessageBytes), new() { MaxMessageBytes = (1024 * Mebibyte) + 1, MaxIncompleteBytes = long.MaxValue } },
        { nameof(RpcLimits.MaxIncompleteBytes), new() { MaxMessageBytes = 5_000, MaxIncompleteBytes = 4_999 } },
        { nameof(RpcLimits.MaxIncompleteBytesInAll), new() { MaxMessageBytes = 5_000, MaxIncompleteBytesInAll = 4_999 } },
        { nameof(RpcLimits.MaxIncompleteBytesInAll), new() { MaxIncompleteBytesInAll = -1 } },
        { nameof(RpcLimits.MaxOpenRequests), new() { MaxOpenRequests = 0 } },
        { nameof(RpcLimits.MaxUnsentBytes), new() { MaxUnsentBytes = (64 * 1024) - 1 } },
        { nameof(RpcLimits.MaxBindings), new() { MaxBindings = 0 } },
        { nameof(RpcLimits.StreamWindowBytes), new() { StreamWindowBytes = 4_095 } },
        { nameof(RpcLimits.StreamWindowBytes), new() { StreamWindowBytes = Mebibyte + 1 } },
        { nameof(RpcLimits.MaxStreamWindowBytes), new() { MaxStreamWindowBytes = (64 * 1024) - 1 } },
        { nameof(RpcLimits.MaxStreamWindowBytes), new() { MaxStreamWindowBytes = (64 * Mebibyte) + 1 } },
        { nameof(RpcLimits.MaxStreamBytes), new() { MaxStreamBytes = -1 } },
        { nameof(RpcLimits.MaxHeaderBytes), new() { MaxHeaderBytes = 3 } },
        { nameof(RpcLimits.MaxHeaderBytes), new() { MaxHeaderBytes = (64 * 1024) + 1 } },
        { nameof(RpcLimits.MaxDeniedHandshakes), new() { MaxDeniedHandshakes = -1 } },
        { nameof(RpcLimits.DeniedHandshakeWindow), new() { DeniedHandshakeWindow = TimeSpan.Zero } },
        { nameof(RpcLimits.MaxCallDepth), new() { MaxCallDepth = 0 } },
        { nameof(RpcLimits.MaxCallDepth), new() { MaxCallDepth = 257 } },
        { nameof(RpcLimits.HandshakeTimeout), new() { HandshakeTimeout = TimeSpan.Zero } },
        { nameof(RpcLimits.HandshakeTimeout), new() { HandshakeTimeout = Timeout.InfiniteTimeSpan } },
        { nameof(RpcLimits.HandshakeTimeout), new() { HandshakeTimeout = 25 * s_day } },
        { nameof(RpcLimits.IncompleteTimeout), new() { IncompleteTimeout = TimeSpan.Zero } },
        { nameof(RpcLimits.IncompleteTimeout), new() { IncompleteTimeout = 25 * s_day } },
        { nameof(RpcLimits.SendTimeout), new() { SendTimeout = TimeSpan.Zero } },
        { nameof(RpcLimits.SendTimeout), new() { SendTimeout = TimeSpan.MaxValue } },
        { nameof(RpcLimits.KeepAliveInterval), new() { KeepAliveInterval = -s_day } },
        { nameof(RpcLimits.KeepAliveInterval), new() { KeepAliveInterval = 25 * s_day } },
    };

    public static TheoryData<RpcLimits> Edges => new()
    {
        new RpcLimits(),
        new RpcLimits
        {
            MaxConnections = 1,
            MaxPendingHandshakes = 1,
            MaxRunningHandlers = 1,
            MaxMessageBytes = 1_024,
            MaxIncompleteBytes = 1_024,
            MaxIncompleteBytesInAll = 1_024,
            MaxOpenRequests = 1,
            MaxUnsentBytes = 64 * 1024,
            MaxBindings = 1,
            StreamWindowBytes = 4 * 1024,
            MaxStreamWindowBytes = 4 * 1024,
            MaxStreamBytes = 0,
            MaxCallDepth = 1,
            HandshakeTimeout = TimeSpan.FromMilliseconds(1),
            IncompleteTimeout = TimeSpan.FromMilliseconds(1),
            SendTimeout = TimeSpan.FromMilliseconds(1),
            KeepAliveInterval = TimeSpan.FromMilliseconds(1),
        },
        new RpcLimits
        {
            MaxConnections = int.MaxValue,
            MaxMessageBytes = 1024 * Mebibyte,
            MaxIncompleteBytes = long.MaxValue,
            StreamWindowBytes = Mebibyte,
            MaxStreamWindowBytes = 64 * Mebibyte,
            MaxCallDepth = 256,
            HandshakeTimeout = 24 * s_day,
            KeepAliveInterval = 24 * s_day,
        },
    };

    [Theory]
    [MemberData(nameof(Outside), DisableDiscoveryEnumeration = true)]
    public void A_limit_outside_its_range_is_refused_by_name(string name, RpcLimits limits)
    {
        foreach (Func<object> make in new Func<object>[] { () => new RpcServer(new RpcServerOptions { Limits = limits }), () => new RpcClient(new RpcClientOptions { Limits = limits }) })
        {
            ArgumentOutOfRangeException refusal = Assert.Throws<ArgumentOutOfRangeException>(make);
            Assert.Equal($"{nameof(RpcLimits)}.{name}", refusal.ParamName);
            Assert.Contains("must be", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Edges), DisableDiscoveryEnumeration = true)]
    public async Task The_ends_of_the_ranges_are_taken(RpcLimits limits)
    {
        await using var server = new RpcServer(new RpcServerOptions { Limits = limits });
        await using var client = new RpcClient(new RpcClientOptions { Limits = limits });
        Assert.NotNull(client);
    }
}
