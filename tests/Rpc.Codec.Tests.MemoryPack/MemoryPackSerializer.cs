using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace MemoryPack;

/// <summary>The two methods that generated code calls, with the signatures of MemoryPack 1.21.</summary>
public static class MemoryPackSerializer
{
    public static void Serialize<T, TBufferWriter>(in TBufferWriter bufferWriter, in T? value, MemoryPackSerializerOptions? options = default)
        where TBufferWriter : IBufferWriter<byte> => MemoryPackFormatterProvider.GetFormatter<T>().Serialize(bufferWriter, value);

    /// <returns>How many bytes were taken.</returns>
    public static int Deserialize<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] T>(ReadOnlySpan<byte> buffer, ref T? value, MemoryPackSerializerOptions? options = default) =>
        MemoryPackFormatterProvider.GetFormatter<T>().Deserialize(buffer, ref value);

    public static byte[] Serialize<T>(in T? value, MemoryPackSerializerOptions? options = default)
    {
        var output = new ArrayBufferWriter<byte>();
        Serialize(output, value, options);
        return output.WrittenSpan.ToArray();
    }
}
