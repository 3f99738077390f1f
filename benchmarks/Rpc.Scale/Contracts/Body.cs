namespace Rpc.Scale.Contracts;

/// <summary>Large bodies whose every byte is known, so that both ends can check them.</summary>
internal static class Body
{
    // A prime, so that a body which lost or swapped whole frames differs from this one.
    private const int Period = 65_521;

    public static byte[] Make(int length)
    {
        byte[] body = GC.AllocateUninitializedArray<byte>(length);
        new Random(length).NextBytes(body.AsSpan(0, Math.Min(Period, length)));
        for (int filled = Period; filled < length; filled += Period)
        {
            int count = Math.Min(Period, length - filled);
            body.AsSpan(0, count).CopyTo(body.AsSpan(filled));
        }

        return body;
    }

    /// <summary>Checks length and both ends, which costs nothing beside a call.</summary>
    public static void CheckEnds(byte[] expected, byte[] answer)
    {
        if (answer.Length != expected.Length || !answer.AsSpan(0, 16).SequenceEqual(expected.AsSpan(0, 16)) || !answer.AsSpan(answer.Length - 16).SequenceEqual(expected.AsSpan(expected.Length - 16)))
        {
            throw new InvalidOperationException($"{expected.Length} bytes were answered with {answer.Length} bytes that differ.");
        }
    }

    public static void CheckAll(byte[] expected, byte[] answer)
    {
        if (!answer.AsSpan().SequenceEqual(expected))
        {
            throw new InvalidOperationException($"{expected.Length} bytes were answered with {answer.Length} bytes that differ from number {answer.AsSpan().CommonPrefixLength(expected)} on.");
        }
    }
}
