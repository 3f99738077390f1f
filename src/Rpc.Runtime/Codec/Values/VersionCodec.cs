using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Rpc.Codec;

/// <summary>A version as an object of four integers, -1 for a part that is not there. In JSON its text.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct VersionCodec : ICodec<Version?>
{
    /// <inheritdoc/>
    public static int MinimumSize => 1;

    /// <inheritdoc/>
    public static void Write(ref RpcWriter writer, Version? value)
    {
        if (value is null)
        {
            writer.WriteNull();
            return;
        }

        ref byte run = ref writer.Reserve(17);
        run = 4;
        Unsafe.WriteUnaligned(ref Wire.At(ref run, 1), value.Major);
        Unsafe.WriteUnaligned(ref Wire.At(ref run, 5), value.Minor);
        Unsafe.WriteUnaligned(ref Wire.At(ref run, 9), value.Build);
        Unsafe.WriteUnaligned(ref Wire.At(ref run, 13), value.Revision);
    }

    /// <inheritdoc/>
    public static Version? Read(ref RpcReader reader)
    {
        int count = reader.ReadHeader();
        if (count < 0)
        {
            return null;
        }

        if (count != 4)
        {
            CodecErrors.ThrowFormat($"A Version has 4 parts, not {count}.");
        }

        ref readonly byte run = ref reader.Take(16);
        reader.Charge(32);
        int major = Unsafe.ReadUnaligned<int>(in run);
        int minor = Unsafe.ReadUnaligned<int>(in Wire.From(in run, 4));
        int build = Unsafe.ReadUnaligned<int>(in Wire.From(in run, 8));
        int revision = Unsafe.ReadUnaligned<int>(in Wire.From(in run, 12));
        if (major < 0 || minor < 0 || build < -1 || revision < -1 || (build < 0 && revision >= 0))
        {
            CodecErrors.ThrowFormat("A part of a Version is negative.");
        }

        return build < 0 ? new Version(major, minor) : revision < 0 ? new Version(major, minor, build) : new Version(major, minor, build, revision);
    }

    /// <inheritdoc/>
    public static void WriteJson(ref RpcJsonWriter writer, Version? value) => StringCodec.WriteJson(ref writer, value?.ToString());

    /// <inheritdoc/>
    public static Version? ReadJson(ref RpcJsonReader reader) => StringCodec.ReadJson(ref reader) is not { } text
        ? null
        : Version.TryParse(text, out Version? version) ? version : throw CodecErrors.Undecodable("A Version is malformed.");
}
