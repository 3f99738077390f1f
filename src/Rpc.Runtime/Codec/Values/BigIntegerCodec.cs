using System.ComponentModel;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Rpc.Codec;

/// <summary>A big integer as its two's complement bytes, the lowest first. In JSON its digits as a string.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct BigIntegerCodec : ICodec<BigInteger>
{
    // Parsing digits takes time with their square.
    private const int MaxDigits = 10_000;

    /// <inheritdoc/>
    public static int MinimumSize => sizeof(int);

    /// <inheritdoc/>
    public static void Write(ref RpcWriter writer, BigInteger value)
    {
        int bytes = value.GetByteCount();
        writer.WriteCount(bytes);
        value.TryWriteBytes(MemoryMarshal.CreateSpan(ref writer.Reserve(bytes), bytes), out _);
    }

    /// <inheritdoc/>
    public static BigInteger Read(ref RpcReader reader)
    {
        int bytes = reader.ReadCount(1);
        if (bytes < 0)
        {
            CodecErrors.ThrowFormat("A BigInteger is null, and it is a struct.");
        }

        reader.Charge(24 + (long)bytes);
        return new BigInteger(reader.TakeBytes(bytes));
    }

    /// <inheritdoc/>
    public static void WriteJson(ref RpcJsonWriter writer, BigInteger value) => writer.Output.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public static BigInteger ReadJson(ref RpcJsonReader reader)
    {
        string digits = JsonText.Read(ref reader, "a big integer");
        return digits.Length <= MaxDigits && BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger value)
            ? value
            : throw CodecErrors.Undecodable($"A big integer is no text of at most {MaxDigits} digits.");
    }
}
