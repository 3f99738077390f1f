namespace Rpc.Runtime.Tests;

/// <summary>A member of every shape.</summary>
[Remote]
public interface IShapes
{
    string Label { get; set; }

    int Pokes { get; }

    void Poke();

    int Square(int x);

    Task PokeAsync();

    Task<int> SquareTaskAsync(int x);

    ValueTask PokeValueAsync(CancellationToken cancellationToken = default);

    ValueTask<int> SquareValueAsync(int x, CancellationToken cancellationToken = default);

    IAsyncEnumerable<int> Squares(int count, CancellationToken cancellationToken = default);

    string Join(string left, string right);

    string Join(int left, int right);

    string Pad(string text, int width = 5, char fill = '.');

    int Sum(params int[] values);

    [OneWay]
    void Note(int line);

    [OneWay]
    ValueTask NoteAsync(int line);

    List<int> Notes();
}
