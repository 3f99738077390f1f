namespace Rpc.Benchmarks.Payloads;

/// <summary>Answers at once.</summary>
public sealed class Adder : IAdder
{
    private int[] _last = [];

    public int Add(int left, int right) => left + right;

    public ValueTask<int> AddAsync(int left, int right, CancellationToken cancellationToken = default) => new(left + right);

    public int AddInArray(int left, int right)
    {
        // A hundred bytes and the header of an array.
        _last = new int[25];
        _last[0] = left + right;
        return _last[0];
    }
}
