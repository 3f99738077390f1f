using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rpc.Codec;

/// <summary>Writes the binary form of values (MemoryPack's wire format, docs/protocol.md) into a buffer writer.</summary>
/// <remarks>Lives on one stack, never a type argument. <see cref="Flush"/> hands what was written to the output; nothing arrives before.</remarks>
public ref struct RpcWriter
{
    private const int MinimumSpan = 256;

    private readonly IBufferWriter<byte> _output;
    private Span<byte> _span;
    private int _used;

    /// <summary>A writer at the output's present position. <paramref name="references"/> is null where live objects cannot travel.</summary>
    public RpcWriter(IBufferWriter<byte> output, IReferenceTable? references = null)
    {
        _output = output;
        References = references;
        _span = output.GetSpan(MinimumSpan);
    }

    /// <summary>Turns live objects into references; null where they cannot travel.</summary>
    public IReferenceTable? References { get; }

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
    }
}
