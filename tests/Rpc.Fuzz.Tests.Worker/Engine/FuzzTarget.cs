namespace Rpc.Fuzz.Engine;

/// <summary>Something that reads bytes of a stranger.</summary>
internal abstract class FuzzTarget(string name, IEnumerable<byte[]> seeds)
{
    /// <summary>Unique, and the name of its file in the corpus.</summary>
    public string Name { get; } = name;

    /// <summary>Inputs that are read, to begin with.</summary>
    public IReadOnlyList<byte[]> Seeds { get; } = [.. seeds];

    /// <summary>What inputs are made of; mutations put it in.</summary>
    public virtual byte[][] Tokens => [];

    /// <summary>Tries one input. True when it was read, false when it was refused as it should be.</summary>
    /// <exception cref="Exception">Anything that comes out is a finding.</exception>
    public abstract bool Run(ReadOnlySpan<byte> input);
}
