namespace Rpc.Fuzz.Engine;

/// <summary>What is known of one target: its inputs worth changing, and how rewarding it was lately.</summary>
internal sealed class TargetState(FuzzTarget target, int number)
{
    private const int Long = 1024;

    public FuzzTarget Target => target;

    public int Number => number;

    /// <summary>The edges that this target's inputs reached.</summary>
    public byte[] Seen { get; } = new byte[EdgeMap.Hits.Length];

    public List<Entry> Entries { get; } = [];

    /// <summary>Falls with every input that finds nothing, rises with one that does.</summary>
    public double Energy { get; private set; } = 1;

    public long Tried { get; set; }

    public long Accepted { get; set; }

    public void Keep(ReadOnlySpan<byte> input)
    {
        Entries.Add(new Entry(input.ToArray(), EdgeMap.Hits.AsSpan().ToArray()));
        Energy += 1;
    }

    public void Tire() => Energy = Math.Max(Energy * 0.9995, 0.01);

    /// <summary>One of the inputs, the latest ones more often, long ones seldom: they take their time.</summary>
    public byte[] Pick(Random random)
    {
        if (Entries.Count == 0)
        {
            return [];
        }

        byte[] picked = PickAny(random);
        for (int attempts = 0; attempts < 6 && picked.Length > Long; attempts++)
        {
            picked = PickAny(random);
        }

        return picked;
    }

    private byte[] PickAny(Random random) => Entries[random.Next(2) == 0 ? random.Next(Entries.Count) : Entries.Count - 1 - random.Next(Math.Min(Entries.Count, 8))].Input;
}
