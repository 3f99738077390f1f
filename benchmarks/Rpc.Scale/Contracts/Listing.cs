using System.Globalization;
using Rpc.Naming;

namespace Rpc.Scale.Contracts;

/// <summary>What stands in the directory of the naming scenario; the clients of other name servers (benchmarks/peers) have the same names.</summary>
internal static class Listing
{
    /// <summary>How every name begins.</summary>
    public const string Prefix = "shop.orders.";

    private const int NamesPerServer = 1_000;

    // So long that no heartbeat is due while something is measured: heartbeats are sent by the servers, and there are none.
    private const int LeaseSeconds = 86_400;

    /// <summary>22 characters, as in <c>shop.orders.eu-0001234</c>.</summary>
    public static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}eu-{number:0000000}");

    /// <summary>43 to 47 characters, different for each number, as in <c>rpc://10.10.4.210:20000/shop.orders.eu-0001234</c>. Nothing connects to it.</summary>
    /// <param name="number">Of the name.</param>
    /// <param name="version">Its port: a server that comes back has another one.</param>
    public static string Uri(int number, int version) =>
        string.Create(CultureInfo.InvariantCulture, $"rpc://10.{10 + ((number >> 16) & 127)}.{(number >> 8) & 255}.{number & 255}:{20_000 + (version % 10_000)}/{Name(number)}");

    /// <summary>One instance without tags, of a server that has a thousand names. Its id is as long as those that servers give themselves, 32 characters.</summary>
    public static NameRegistration Registration(int number, int version) =>
        new(Name(number), Uri(number, version), string.Create(CultureInfo.InvariantCulture, $"{number / NamesPerServer:x32}"), LeaseSeconds: LeaseSeconds);

    /// <exception cref="InvalidOperationException">The entry is not that of the name.</exception>
    public static void Check(string name, NameEntry entry)
    {
        if (entry.Name != name || entry.Instances.Count != 1 || !entry.Instances[0].Uri.EndsWith(name, StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"The name {name} was answered with {entry.Name} at {entry.Instances.Count} addresses, the first {entry.Instances[0].Uri}.");
        }
    }
}
