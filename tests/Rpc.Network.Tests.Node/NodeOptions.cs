using System.Globalization;

namespace Rpc.Network.Tests.Node;

/// <summary>What the words of a program's command line say of its name server: an address, or <c>-</c> for a program that was told of none; and of its client: <c>token=TEXT</c>, <c>hops=NUMBER</c>.</summary>
internal static class NodeOptions
{
    public static RpcClientOptions Client(string ns, RpcLimits limits, IReadOnlyList<string> more) => new()
    {
        NameServer = NameServer(ns),
        Limits = limits,
        Token = Value(more, "token="),
        AllowTokenInClear = true,
        Discovery = new NameDiscovery { Hops = int.Parse(Value(more, "hops=") ?? "1", CultureInfo.InvariantCulture) },
    };

    /// <summary>Null where the program is to find it by itself, whatever the environment of the tests says.</summary>
    public static RemoteUri? NameServer(string ns)
    {
        Environment.SetEnvironmentVariable(Naming.NameServerAddress.Variable, null);
        return ns == "-" ? null : RemoteUri.Parse(ns);
    }

    private static string? Value(IReadOnlyList<string> words, string name) => words.FirstOrDefault(word => word.StartsWith(name, StringComparison.Ordinal))?[name.Length..];
}
