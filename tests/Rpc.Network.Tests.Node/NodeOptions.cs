using System.Globalization;

namespace Rpc.Network.Tests.Node;

/// <summary>What the words of a program's command line say of its name server: an address, or <c>-</c> for a program that was told of none; and of its client: <c>token=TEXT</c>, <c>hops=NUMBER</c>.</summary>
internal static class NodeOptions
{
    public static RpcClientOptions Client(string ns, RpcLimits limits, IReadOnlyList<string> more) => new()
    {
        NameServers = NameServers(ns),
        Limits = limits,
        Token = Value(more, "token="),
        AllowTokenInClear = true,
        Discovery = new NameDiscovery { Hops = int.Parse(Value(more, "hops=") ?? "1", CultureInfo.InvariantCulture) },
    };

    /// <summary>None where the program is to find it by itself, whatever the environment of the tests says.</summary>
    public static IReadOnlyList<RemoteUri> NameServers(string ns)
    {
        Environment.SetEnvironmentVariable(Naming.NameServerAddress.Variable, null);
        return ns == "-" ? [] : [RemoteUri.Parse(ns)];
    }

    private static string? Value(IReadOnlyList<string> words, string name) => words.FirstOrDefault(word => word.StartsWith(name, StringComparison.Ordinal))?[name.Length..];
}
