using System.Globalization;
using Rpc;
using Rpc.Network.Tests.Node;

// serve URI NS KEEPALIVE_MS, call NS KEEPALIVE_MS, or ns URI: prints READY, then answers the lines of its input, and ends with it.
await (args switch
{
    ["serve", var uri, var ns, var interval] => ServerNode.RunAsync(uri, ns, Interval(interval)),
    ["call", var ns, var interval] => ClientNode.RunAsync(ns, Interval(interval)),
    ["ns", var uri] => NameServerNode.RunAsync(uri),
    _ => throw new ArgumentException("serve, call or ns", nameof(args)),
});

static RpcLimits Interval(string milliseconds) => new()
{
    KeepAliveInterval = TimeSpan.FromMilliseconds(int.Parse(milliseconds, CultureInfo.InvariantCulture)),
    HandshakeTimeout = TimeSpan.FromSeconds(2),
};
