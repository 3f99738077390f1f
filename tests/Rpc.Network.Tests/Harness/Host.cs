using System.Globalization;
using Rpc.Tests.Shared;

namespace Rpc.Network.Tests;

/// <summary>One host, and the programs that run on it.</summary>
/// <param name="name">The namespace's name.</param>
/// <param name="number">Of its subnet.</param>
/// <param name="place">Its place in the subnet.</param>
internal sealed class Host(string name, int number, int place = 2) : IAsyncDisposable
{
    private readonly List<HostProgram> _nodes = [];
    private int _place = place;

    /// <summary>The number of its subnet.</summary>
    public int Number => number;

    /// <summary>Its place in the subnet.</summary>
    public int Place => _place;

    /// <summary>Its IPv6 address, where it has one.</summary>
    public string AddressV6 => string.Create(CultureInfo.InvariantCulture, $"fd77:0:0:{number}::{_place}");

    /// <summary>The namespace's name.</summary>
    public string Namespace => name;

    /// <summary>Its address now.</summary>
    public string Address => $"10.77.{number}.{_place}";

    /// <summary>The router's address on its side.</summary>
    public string Gateway => $"10.77.{number}.1";

    /// <summary>The router's end of its cable.</summary>
    public string RouterLink => string.Create(CultureInfo.InvariantCulture, $"host{number}");

    public void Move() => _place++;

    /// <summary>Starts a program here and waits until it is ready.</summary>
    public async Task<HostProgram> StartAsync(params string[] arguments)
    {
        var node = new HostProgram(ProgramRun.Start(Ip.Path, ["netns", "exec", Namespace, "dotnet", Path.Combine(AppContext.BaseDirectory, "Rpc.Network.Tests.Node.dll"), .. arguments]));
        _nodes.Add(node);
        await node.ReadyAsync();
        return node;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (HostProgram node in _nodes)
        {
            await node.DisposeAsync();
        }
    }
}
