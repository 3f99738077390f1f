using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rpc.Codec;

/// <summary>Writes the binary form of values (MemoryPack's wire format, docs/protocol-shapes.md) into a buffer writer.</summary>
/// <remarks>Lives on one stack, never a type argument. <see cref="Flush"/> hands what was written to the output; nothing arrives before.</remarks>
public ref struct RpcWriter
{
    private const int MinimumSpan = 256;

    private readonly IBufferWriter<byte> _output;
    private Span<byte> _span;
    private int _used;
    private int _depth;

    /// <summary>A writer at the output's present position. <paramref name="references"/> is null where live objects cannot travel.</summary>
    /// <exception cref="PlatformNotSupportedException">The machine is big-endian.</exception>
    public RpcWriter(IBufferWriter<byte> output, IReferenceTable? references = null)
    {
        RpcReader.RefuseBigEndian();
        _output = output;
        References = references;
        _span = output.GetSpan(MinimumSpan);
    }

    /// <summary>Turns live objects into references; null where they cannot travel.</summary>
    public IReferenceTable? References { get; }

    /// <summary>The member whose elements are being written; null where none has any that may not be null.</summary>
    internal string? Member { readonly get; set; }

    /// <summary>Bytes written that <see cref="Flush"/> has not handed to the output yet.</summary>
    internal readonly int Pending => _used;

    /// <summary>Makes room for a run of <paramref name="count"/> bytes, checked once, and gives its first byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref byte Reserve(int count)
    {
        if (_span.Length - _used < count)
        {
            Grow(count);
        }

        ref byte start = ref Unsafe.Add(ref MemoryMarshal.GetReference(_span), _used);
        _used += count;
        return ref start;
    }

    /// <summary>Gives back the last <paramref name="count"/> bytes of the last run.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void GiveBack(int count) => _used -= count;

    /// <summary>Writes bytes as they are.</summary>
    public void WriteBytes(scoped ReadOnlySpan<byte> bytes)
    {
        if (!bytes.IsEmpty)
        {
            bytes.CopyTo(MemoryMarshal.CreateSpan(ref Reserve(bytes.Length), bytes.Length));
        }
    }

    /// <summary>Writes the number of elements that follow; -1 stands for null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteCount(int count) => Unsafe.WriteUnaligned(ref Reserve(sizeof(int)), count);

    /// <summary>Writes the number of members that follow, at most 249.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteHeader(byte members) => Reserve(1) = members;

    /// <summary>Writes a null object.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteNull() => Reserve(1) = Wire.Null;

    /// <summary>Writes the tag of a union's case.</summary>
    public void WriteTag(ushort tag)
    {
        if (tag < 250)
        {
            Reserve(1) = (byte)tag;
            return;
        }

        ref byte run = ref Reserve(3);
        run = 250;
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref run, 1), tag);
    }

    /// <summary>Goes one object deeper; refused beyond 64, so that a cycle is an error and not a stack overflow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Enter()
    {
        if (++_depth > Wire.MaxDepth)
        {
            CodecErrors.ThrowTooDeep();
        }
    }

    /// <summary>Leaves the object last entered.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Leave() => _depth--;

    /// <summary>Hands everything written so far to the output, and gives the output: for one who writes there directly before this writer goes on.</summary>
    public IBufferWriter<byte> Handover()
    {
        Flush();
        return _output;
    }

    /// <summary>Hands everything written so far to the output.</summary>
    public void Flush()
    {
        _output.Advance(_used);
        _span = default;
        _used = 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int count)
    {
        _output.Advance(_used);
        _used = 0;
        _span = _output.GetSpan(Math.Max(count, MinimumSpan));
        if (_span.Length < count)
        {
            CodecErrors.ThrowNoRoom();
        }
    }
}
