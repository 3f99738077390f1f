using System.Runtime.CompilerServices;

namespace Rpc.Runtime.Tests;

/// <summary>What answers <see cref="IShapes"/>.</summary>
public sealed class Shapes : IShapes
{
    private readonly List<int> _notes = [];
    private int _pokes;

    public string Label { get; set; } = "";

    public int Pokes => Volatile.Read(ref _pokes);

    public void Poke() => Interlocked.Increment(ref _pokes);

    public int Square(int x) => x * x;

    public async Task PokeAsync()
    {
        await Task.Yield();
        Poke();
    }

    public async Task<int> SquareTaskAsync(int x)
    {
        await Task.Yield();
        return x * x;
    }

    public ValueTask PokeValueAsync(CancellationToken cancellationToken = default)
    {
        Poke();
        return ValueTask.CompletedTask;
    }

    public ValueTask<int> SquareValueAsync(int x, CancellationToken cancellationToken = default) => new(x * x);

    public async IAsyncEnumerable<int> Squares(int count, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (int i = 0; i < count; i++)
        {
            await Task.Yield();
            yield return i * i;
        }
    }

    public string Join(string left, string right) => left + right;

    public string Join(int left, int right) => $"{left}|{right}";

    public string Pad(string text, int width = 5, char fill = '.') => text.PadRight(width, fill);

    public int Sum(params int[] values) => values.Sum();

    public void Note(int line)
    {
        lock (_notes)
        {
            _notes.Add(line);
        }
    }

    public ValueTask NoteAsync(int line)
    {
        Note(line);
        return ValueTask.CompletedTask;
    }

    /// <summary>The list itself, so that a caller in this process could change it.</summary>
    public List<int> Notes() => _notes;

    /// <summary>Public, and of no interface.</summary>
    public string Secret() => Label;
}
