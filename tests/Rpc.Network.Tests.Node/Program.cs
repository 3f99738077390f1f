using System.Globalization;
using System.Net;
using Rpc;
using Rpc.Network.Tests.Node;

// serve URI NS KEEPALIVE_MS, call NS KEEPALIVE_MS [OPTION...], ns URI [discoverable], or route FROM GROUP INTERFACE INTERFACE: prints READY, then answers the lines of its input, and ends with it.
// NS is - for a program that was told of no name server.
await (args switch
{
    ["serve", var uri, var ns, var interval] => ServerNode.RunAsync(uri, ns, Interval(interval)),
    ["call", var ns, var interval, .. var more] => ClientNode.RunAsync(NodeOptions.Client(ns, Interval(interval), more)),
    ["ns", var uri] => NameServerNode.RunAsync(uri, discoverable: false),
    ["ns", var uri, "discoverable"] => NameServerNode.RunAsync(uri, discoverable: true),
    ["route", var from, var group, var arrival, var departure] => MulticastRouterNode.RunAsync(IPAddress.Parse(from), IPAddress.Parse(group), int.Parse(arrival, CultureInfo.InvariantCulture), int.Parse(departure, CultureInfo.InvariantCulture)),
    _ => throw new ArgumentException("serve, call, ns or route", nameof(args)),
});

static RpcLimits Interval(string milliseconds) => new()
{
    KeepAliveInterval = TimeSpan.FromMilliseconds(int.Parse(milliseconds, CultureInfo.InvariantCulture)),
    HandshakeTimeout = TimeSpan.FromSeconds(2),
};
