using Rpc.Fuzz.Engine;
using Rpc.Protocol;

namespace Rpc.Fuzz.Targets;

/// <summary>A reader of a frame's part: it reads or refuses, and what it reads is written and read again to the same bytes.</summary>
/// <param name="name">The target's name.</param>
/// <param name="smallest">The fewest bytes that the reader may be given; shorter inputs get zeros.</param>
/// <param name="rewrite">Reads the input and writes what was read.</param>
/// <param name="seeds">Inputs that are read.</param>
/// <param name="isCanonical">Whether what is written is the input, byte for byte.</param>
internal sealed class BytesTarget(string name, int smallest, BytesTarget.Rewrite rewrite, IEnumerable<byte[]> seeds, bool isCanonical = false) : FuzzTarget(name, seeds)
{
    /// <summary>Reads the input, and writes what was read.</summary>
    internal delegate byte[] Rewrite(ReadOnlySpan<byte> input);

    public override bool Run(ReadOnlySpan<byte> input)
    {
        if (input.Length < smallest)
        {
            byte[] longer = new byte[smallest];
            input.CopyTo(longer);
            input = longer;
        }

        var allocation = new Allocation(input.Length);
        byte[] first;
        try
        {
            first = rewrite(input);
        }
        catch (Exception refusal) when (refusal is ProtocolException || refusal is RpcException { Status: RpcStatus.InvalidArgument or RpcStatus.ResourceExhausted })
        {
            allocation.Check();
            return false;
        }

        allocation.Check();
        byte[] second = rewrite(first);
        if (!first.AsSpan().SequenceEqual(second) || (isCanonical && !input.SequenceEqual(first)))
        {
            throw new InvariantException($"Read, written and read again it is another: {Convert.ToHexStringLower(first)} and {Convert.ToHexStringLower(second)}.");
        }

        return true;
    }
}
