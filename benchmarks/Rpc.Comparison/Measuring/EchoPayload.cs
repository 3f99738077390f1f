using Rpc.Comparison.Peers;

namespace Rpc.Comparison.Measuring;

/// <summary>The bytes that one caller has echoed. Its first and last byte change with every call, so that an old answer is not taken for a new one.</summary>
internal sealed class EchoPayload
{
    private readonly int _headroom;
    private bool _wholeWasChecked;

    /// <param name="length">Of what is echoed.</param>
    /// <param name="headroom">Bytes left free at the front of <see cref="Buffer"/>, where a bare socket puts its header.</param>
    public EchoPayload(int length, int headroom = 0)
    {
        _headroom = headroom;
        Buffer = new byte[headroom + length];
        for (int i = 0; i < length; i++)
        {
            // 251 is prime: a block that arrives at the wrong place does not look right by chance.
            Buffer[headroom + i] = (byte)(i % 251);
        }
    }

    public byte[] Buffer { get; }

    public static int LengthOf(string workload) => workload == Workloads.Echo1M ? 1024 * 1024 : 1024;

    /// <summary>The buffer for call <paramref name="n"/>.</summary>
    public byte[] Next(int n)
    {
        Buffer[_headroom] = (byte)n;
        Buffer[^1] = (byte)~n;
        return Buffer;
    }

    /// <summary>Checks length, first and last byte, and in the first answer (at warm-up) all bytes.</summary>
    public void Check(int n, ReadOnlySpan<byte> answer)
    {
        ReadOnlySpan<byte> sent = Buffer.AsSpan(_headroom);
        bool isRight = answer.Length == sent.Length && answer[0] == sent[0] && answer[^1] == sent[^1]
            && (_wholeWasChecked || answer.SequenceEqual(sent));
        _wholeWasChecked = true;
        if (!isRight)
        {
            throw new InvalidOperationException($"Echo of call {n} came back with other bytes ({answer.Length} of {sent.Length}).");
        }
    }
}
