using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rpc.Codec;

/// <summary>Reads the binary form of values. Every length is checked against what is really there before anything is allocated.</summary>
/// <remarks>Lives on one stack, never a type argument. Malformed input is an <see cref="RpcException"/> with <see cref="RpcStatus.InvalidArgument"/>.</remarks>
public ref struct RpcReader
{
    private readonly ReadOnlySpan<byte> _input;
    private int _position;

    /// <summary>A reader over the whole of <paramref name="input"/>. <paramref name="references"/> is null where live objects cannot travel.</summary>
    public RpcReader(ReadOnlySpan<byte> input, IReferenceTable? references = null, PeerShapes? shapes = null)
    {
        _input = input;
        References = references;
    }

    /// <summary>Turns references into live objects; null where they cannot travel.</summary>
    public IReferenceTable? References { get; }

    /// <summary>Bytes not read yet.</summary>
    public readonly int Remaining => _input.Length - _position;

    /// <summary>Takes a run of <paramref name="count"/> bytes, checked once, and gives its first byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref readonly byte Take(int count)
    {
        if ((uint)count > (uint)(_input.Length - _position))
        {
            ThrowCutOff();
        }

        ref byte start = ref Unsafe.Add(ref MemoryMarshal.GetReference(_input), _position);
        _position += count;
        return ref start;
    }

    /// <summary>Ends the reading of one message: bytes left over are an error.</summary>
    public readonly void End()
    {
        if (Remaining != 0)
        {
            throw new RpcException(RpcStatus.InvalidArgument, $"{Remaining} bytes are left over after the value.", reason: RpcErrorReason.Undecodable);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowCutOff() => throw new RpcException(RpcStatus.InvalidArgument, "The value is cut off: its bytes end before it does.", reason: RpcErrorReason.Undecodable);
}
