namespace Rpc.Stress.Tests;

/// <summary>Calls others back while it is called.</summary>
[Remote]
public interface INest
{
    /// <summary>Calls the other one, which calls this one, and so on. See <see cref="Nest.Expected"/>.</summary>
    long Down(INest other, int depth, int seed);

    /// <summary>The same with awaits.</summary>
    ValueTask<long> DownAsync(INest other, int depth, int seed);

    /// <summary>Calls the first of the stops, which calls the next one. Gives how many there were.</summary>
    int Tour(List<INest> stops);

    /// <summary>Is counted. Its caller may have its answer before this has run.</summary>
    [OneWay]
    void Poke();

    /// <summary>Makes itself known, so that the other side has calls to make of its own.</summary>
    void Meet(INest guest);
}
