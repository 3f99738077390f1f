using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace Rpc.Codec;

/// <summary>Text under construction: a string in the UTF-16 form, so that its chunks are copied. Both forms are read.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct StringBuilderCodec : ICodec<StringBuilder?>
{
    /// <inheritdoc/>
    public static int MinimumSize => StringCodec.MinimumSize;

    /// <inheritdoc/>
    public static void Write(ref RpcWriter writer, StringBuilder? value)
    {
        writer.WriteCount(value?.Length ?? -1);
        if (value is not null)
        {
            foreach (ReadOnlyMemory<char> chunk in value.GetChunks())
            {
                writer.WriteBytes(MemoryMarshal.AsBytes(chunk.Span));
            }
        }
    }

    /// <inheritdoc/>
    public static StringBuilder? Read(ref RpcReader reader) => StringCodec.Read(ref reader) is { } text ? new StringBuilder(text) : null;

    /// <inheritdoc/>
    public static void WriteJson(ref RpcJsonWriter writer, StringBuilder? value) => StringCodec.WriteJson(ref writer, value?.ToString());

    /// <inheritdoc/>
    public static StringBuilder? ReadJson(ref RpcJsonReader reader) => StringCodec.ReadJson(ref reader) is { } text ? new StringBuilder(text) : null;
}
