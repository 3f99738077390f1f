using System.ComponentModel;
using System.Globalization;

namespace Rpc.Codec;

/// <summary>A culture as its name.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct CultureInfoCodec : ICodec<CultureInfo?>
{
    /// <inheritdoc/>
    public static int MinimumSize => StringCodec.MinimumSize;

    /// <inheritdoc/>
    public static void Write(ref RpcWriter writer, CultureInfo? value) => StringCodec.Write(ref writer, value?.Name);

    /// <inheritdoc/>
    public static CultureInfo? Read(ref RpcReader reader) => Find(StringCodec.Read(ref reader));

    /// <inheritdoc/>
    public static void WriteJson(ref RpcJsonWriter writer, CultureInfo? value) => StringCodec.WriteJson(ref writer, value?.Name);

    /// <inheritdoc/>
    public static CultureInfo? ReadJson(ref RpcJsonReader reader) => Find(StringCodec.ReadJson(ref reader));

    private static CultureInfo? Find(string? name)
    {
        try
        {
            // Predefined ones only: cultures stay in memory for ever, and a peer could name no end of them.
            return name is null ? null : CultureInfo.GetCultureInfo(name, predefinedOnly: true);
        }
        catch (CultureNotFoundException unknown)
        {
            throw CodecErrors.Undecodable($"The culture '{name}' is not known here.", unknown);
        }
    }
}
