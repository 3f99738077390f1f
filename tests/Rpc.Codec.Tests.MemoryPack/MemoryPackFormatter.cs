using System.Buffers;

namespace MemoryPack;

/// <summary>Simpler than the real one, whose reader and writer no generated code of ours touches.</summary>
public abstract class MemoryPackFormatter<T>
{
    public abstract void Serialize(IBufferWriter<byte> writer, T? value);

    public abstract int Deserialize(ReadOnlySpan<byte> buffer, ref T? value);
}
