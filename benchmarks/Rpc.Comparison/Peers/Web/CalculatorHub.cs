using Microsoft.AspNetCore.SignalR;
using Rpc.Comparison.Measuring;
using Rpc.Comparison.Peers.Calls;

namespace Rpc.Comparison.Peers.Web;

/// <summary>The service of every row as a SignalR hub; public, because SignalR asks it.</summary>
public sealed class CalculatorHub : Hub
{
    public int Add(int x, int y) => x + y;

    public string Welcome(string name) => Answers.Welcome(name);

    public byte[] Echo(byte[] bytes) => bytes;

    public IAsyncEnumerable<int> Count(CancellationToken cancellationToken) => EndlessCount.From(0, cancellationToken);
}
