using System.Buffers;
using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>Memory from a pool as an array. What is read comes from the shared pool and goes back there when it is disposed.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct MemoryOwnerCodec<T, TCodec> : ICodec<IMemoryOwner<T>?>
    where TCodec : struct, ICodec<T>
{
    /// <inheritdoc/>
    public static int MinimumSize => sizeof(int);

    /// <inheritdoc/>
    public static void Write(ref RpcWriter writer, IMemoryOwner<T>? value)
    {
        if (value is null)
        {
            writer.WriteCount(-1);
            return;
        }

        Sequences.Write<T, TCodec>(ref writer, value.Memory.Span);
    }

    /// <inheritdoc/>
    public static IMemoryOwner<T>? Read(ref RpcReader reader)
    {
        int count = reader.ReadCount(TCodec.MinimumSize);
        if (count < 0)
        {
            return null;
        }

        if (!TCodec.IsBlittable)
        {
            return new PooledMemory<T>(Sequences.Read<T, TCodec>(ref reader, count), count, isPooled: false);
        }

        reader.Charge(Sequences.Cost<T>(count));
        T[] rented = ArrayPool<T>.Shared.Rent(count);
        Sequences.Fill(ref reader, rented.AsSpan(0, count));
        return new PooledMemory<T>(rented, count, isPooled: true);
    }

    /// <inheritdoc/>
    public static void WriteJson(ref RpcJsonWriter writer, IMemoryOwner<T>? value)
    {
        if (value is null)
        {
            writer.Output.WriteNullValue();
            return;
        }

        Sequences.WriteJson<T, TCodec>(ref writer, value.Memory.Span);
    }

    /// <inheritdoc/>
    public static IMemoryOwner<T>? ReadJson(ref RpcJsonReader reader) =>
        Sequences.ReadJson<T, TCodec>(ref reader) is { } items ? new PooledMemory<T>(items, items.Length, isPooled: false) : null;
}
