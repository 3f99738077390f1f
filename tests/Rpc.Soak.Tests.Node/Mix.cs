namespace Rpc.Soak.Tests.Node;

/// <summary>What a call must give: a value that only its own id leads to.</summary>
public static class Mix
{
    /// <summary>Items of the stream of a call: 1 to 32.</summary>
    public static int Items(long id) => 1 + (int)((ulong)Of(id, Method.Count) % 32);

    /// <summary>The result of a method for an id.</summary>
    public static long Of(long id, Method method) => Step(Step(id) ^ (long)method);

    /// <summary>The body of a large call: different bytes for each id.</summary>
    public static byte[] Body(long id, int length)
    {
        byte[] body = new byte[length];
        long state = id;
        for (int i = 0; i + 8 <= length; i += 8)
        {
            state = Step(state);
            BitConverter.TryWriteBytes(body.AsSpan(i), state);
        }

        return body;
    }

    // The finalizer of SplitMix64: each input bit changes half of the output bits.
    private static long Step(long value)
    {
        ulong z = unchecked((ulong)value + 0x9E3779B97F4A7C15);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
        return unchecked((long)(z ^ (z >> 31)));
    }
}
