namespace Rpc.Runtime.Tests;

/// <summary>What answers <see cref="ISteps"/>.</summary>
public sealed class Steps : ISteps
{
    private readonly List<int> _order = [];
    private int _runs;
    private int _cancelled;

    public int Runs => _runs;

    public int Cancelled => _cancelled;

    /// <summary>First arguments, in the order of the calls.</summary>
    public int[] Order
    {
        get
        {
            lock (_order)
            {
                return [.. _order];
            }
        }
    }

    public int Divide(int x, int y)
    {
        Ran(x);
        return x / y;
    }

    public async Task<int> DivideLaterAsync(int x, int y)
    {
        Ran(x);
        await Task.Yield();
        return x / y;
    }

    public string? Text(string? text)
    {
        Interlocked.Increment(ref _runs);
        return text;
    }

    public string Need(string text) => text;

    public void Note(int number) => Ran(number);

    public async Task StayAsync(CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _runs);
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Interlocked.Increment(ref _cancelled);
            throw;
        }
    }

    public int ThroughCaller(ISteps caller, int x) => caller.Same(x);

    public int Same(int x) => x;

    private void Ran(int x)
    {
        Interlocked.Increment(ref _runs);
        lock (_order)
        {
            _order.Add(x);
        }
    }
}
