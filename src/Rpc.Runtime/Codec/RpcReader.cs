using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rpc.Codec;

/// <summary>Reads the binary form of values. Every length is checked against what is really there before anything is allocated.</summary>
/// <remarks>
/// Lives on one stack, never a type argument. Malformed input is an <see cref="RpcException"/> with <see cref="RpcStatus.InvalidArgument"/>;
/// more than 64 objects inside each other, or more allocation than the budget allows (64 times the input, at least 1 MiB, at most 256 MiB),
/// is one with <see cref="RpcStatus.ResourceExhausted"/>.
/// </remarks>
public ref struct RpcReader
{
    private readonly ReadOnlySpan<byte> _input;
    private readonly PeerShapes? _shapes;
    private string? _surplusOf;
    private long _spent;
    private int _position;
    private int _depth;

    /// <summary>A reader over the whole of <paramref name="input"/>. <paramref name="references"/> is null where live objects cannot travel.</summary>
    /// <param name="input">The bytes of one message.</param>
    /// <param name="references">Turns references into live objects.</param>
    /// <param name="shapes">What the writer's types look like where they differ from ours; without, unknown members are accepted at the end only.</param>
    /// <exception cref="PlatformNotSupportedException">The machine is big-endian.</exception>
    public RpcReader(ReadOnlySpan<byte> input, IReferenceTable? references = null, PeerShapes? shapes = null)
    {
        RefuseBigEndian();
        _input = input;
        _shapes = shapes;
        References = references;
    }

    /// <summary>Turns references into live objects; null where they cannot travel.</summary>
    public IReferenceTable? References { get; }

    /// <summary>The member whose elements are being read; null where none has any that may not be null.</summary>
    internal string? Member { readonly get; set; }

    /// <summary>Bytes not read yet.</summary>
    public readonly int Remaining => _input.Length - _position;

    /// <summary>All bytes not read yet, for one who finds out from them how many are to be taken.</summary>
    public readonly ReadOnlySpan<byte> Unread => _input[_position..];

    /// <summary>Takes a run of <paramref name="count"/> bytes, checked once, and gives its first byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref readonly byte Take(int count)
    {
        if ((uint)count > (uint)(_input.Length - _position))
        {
            CodecErrors.ThrowCutOff(_surplusOf);
        }

        ref byte start = ref Unsafe.Add(ref MemoryMarshal.GetReference(_input), _position);
        _position += count;
        return ref start;
    }

    /// <summary>Takes <paramref name="count"/> bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> TakeBytes(int count) => MemoryMarshal.CreateReadOnlySpan(in Take(count), count);

    /// <summary>Reads the number of elements that follow, -1 for null, and checks that so many can be there.</summary>
    /// <param name="minimumSize">The fewest bytes that one element takes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ReadCount(int minimumSize)
    {
        int count = Unsafe.ReadUnaligned<int>(in Take(sizeof(int)));
        if (count < -1 || (long)count * minimumSize > Remaining)
        {
            ThrowCount(count);
        }

        return count;
    }

    /// <summary>Reads the number of members that follow; -1 for null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ReadHeader()
    {
        int header = Take(1);
        if (header > Wire.MaxMembers)
        {
            if (header != Wire.Null)
            {
                CodecErrors.ThrowFormat($"{header} is not a number of members.");
            }

            return -1;
        }

        return header;
    }

    /// <summary>Reads the tag of a union's case; -1 for null.</summary>
    public int ReadTag() => Take(1) switch
    {
        Wire.Null => -1,
        250 => Unsafe.ReadUnaligned<ushort>(in Take(sizeof(ushort))),
        < 250 and var tag => tag,
        var other => throw CodecErrors.Undecodable($"{other} is not a union's tag."),
    };

    /// <summary>Goes one object deeper, and counts the <paramref name="cost"/> of allocating it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Enter(int cost)
    {
        if (++_depth > Wire.MaxDepth)
        {
            CodecErrors.ThrowTooDeep();
        }

        Charge(cost);
    }

    /// <summary>Leaves the object last entered.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Leave() => _depth--;

    /// <summary>Counts <paramref name="cost"/> bytes, about to be allocated, against the budget of the message.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Charge(long cost)
    {
        _spent += cost;
        if (_spent > DecodeBudget.Least)
        {
            DecodeBudget.Check(_spent, _input.Length);
        }
    }

    /// <summary>Skips the members from <paramref name="known"/> up to <paramref name="count"/> that a newer peer appended to <paramref name="type"/>.</summary>
    public void SkipSurplus(string type, int known, int count)
    {
        if (_shapes is null)
        {
            _position = _input.Length;
            _surplusOf = type;
            return;
        }

        ShapeSkipper.SkipMembers(ref this, _shapes, type, known, count);
    }

    /// <summary>Ends the reading of one message: bytes left over are an error.</summary>
    public readonly void End()
    {
        if (Remaining != 0)
        {
            CodecErrors.ThrowFormat($"{Remaining} bytes are left over after the value.");
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void RefuseBigEndian()
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("The binary form is little-endian, and so must the machine be.");
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void ThrowCount(int count) => CodecErrors.ThrowFormat($"{count} elements cannot be in the {Remaining} bytes that are left.");
}
