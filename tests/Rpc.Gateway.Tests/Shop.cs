using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Rpc.Gateway.Tests;

internal sealed class Shop : IShop
{
    public ConcurrentQueue<string> Notes { get; } = new();

    /// <summary>The span in which somebody asked for the correlation id last.</summary>
    public Activity? Seen { get; private set; }

    public TaskCompletionSource Waiting { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<int> AddAsync(int x, int y = 1) => Task.FromResult(x + y);

    public Task<Receipt> OrderAsync(Order order, CancellationToken cancellationToken = default) =>
        Task.FromResult(new Receipt(Guid.Empty, $"{order.Count} {order.Article}{(order.Gift ? " as a gift" : "")}{(order.To is { } to ? $" to {to.Street}, {to.Town}" : "")}", DateTimeOffset.UnixEpoch, new Dictionary<string, double> { [order.Article] = 1.5 }));

    public async IAsyncEnumerable<int> CountAsync(int to, int failAfter = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (int i = 1; i <= to; i++)
        {
            await Task.Yield();
            yield return i;
            if (i == failAfter)
            {
                throw new RpcException(RpcStatus.DataLoss, "The rest is lost.");
            }
        }
    }

    public void Note(string line) => Notes.Enqueue(line);

    public Task<int> DivideAsync(int a, int b) => Task.FromResult(a / b);

    public Task<string> RefuseAsync(string reason) => throw new RpcException(Enum.Parse<RpcStatus>(reason), $"Refused: {reason}");

    public Task<string> CorrelationAsync()
    {
        Seen = Activity.Current;
        return Task.FromResult(CallContext.Current!.CorrelationId);
    }

    public async Task<string> WaitAsync(CancellationToken cancellationToken = default)
    {
        Waiting.TrySetResult();
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return "never";
    }

    public Task<string> FindAsync(string name) => Task.FromResult($"name {name}");

    public Task<string> FindAsync(int number) => Task.FromResult($"number {number}");

    public Task<string> DescribeAsync(DateOnly day, Size size, string? note = null, IReadOnlyList<int>? numbers = null) =>
        Task.FromResult(string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd} {size} {note ?? "-"} {string.Join('+', numbers ?? [])}"));

    public async Task<int> SumAsync(IAsyncEnumerable<int> numbers) => await numbers.SumAsync();
}
