using System.Text;
using Rpc.Buffers;

namespace Rpc.Protocol;

/// <summary>What a program sends along with one call or one answer: u32 length of what follows, then names and values as texts, one pair after another.</summary>
internal static class CallHeaderBlock
{
    /// <summary>The longest name.</summary>
    public const int MaxName = 128;

    private const int LengthBytes = 4;

    /// <summary>What is wrong with a name, or null.</summary>
    public static string? Problem(ReadOnlySpan<char> name)
    {
        if (name.Length is 0 or > MaxName)
        {
            return $"a header's name has 1 to {MaxName} characters, and this one {name.Length}";
        }

        foreach (char c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.'))
            {
                return "a header's name has letters, digits, '-', '_' and '.' only";
            }
        }

        return null;
    }

    /// <summary>Bytes that the headers take, their length included.</summary>
    public static int Measure(IReadOnlyCollection<KeyValuePair<string, string>> headers)
    {
        int bytes = LengthBytes;
        foreach ((string name, string value) in headers)
        {
            bytes += (2 * LengthBytes) + Encoding.UTF8.GetByteCount(name) + Encoding.UTF8.GetByteCount(value);
        }

        return bytes;
    }

    public static void Write(PooledBuffer output, IReadOnlyCollection<KeyValuePair<string, string>> headers)
    {
        var writer = new WireWriter(output);
        writer.Write((uint)(Measure(headers) - LengthBytes));
        foreach ((string name, string value) in headers)
        {
            writer.Write(name);
            writer.Write(value);
        }
    }

    /// <summary>Bytes that the block at the start of a body takes, its length included.</summary>
    /// <exception cref="ProtocolException">The body is shorter.</exception>
    public static int Length(ReadOnlySpan<byte> body)
    {
        uint length = new WireReader(body).ReadUInt32();
        return length <= (uint)(body.Length - LengthBytes)
            ? (int)length + LengthBytes
            : throw new ProtocolException(ProtocolFault.BodyCutOff, $"{length} bytes of headers where {body.Length - LengthBytes} are left");
    }

    /// <summary>Reads a block whose <see cref="Length"/> is known.</summary>
    /// <exception cref="ProtocolException">It is not made of pairs, or a name is none.</exception>
    public static List<KeyValuePair<string, string>> Read(ReadOnlySpan<byte> block)
    {
        var reader = new WireReader(block[LengthBytes..]);
        var headers = new List<KeyValuePair<string, string>>();
        while (reader.Remaining > 0)
        {
            string name = reader.ReadText();
            if (Problem(name) is { } problem)
            {
                throw new ProtocolException(ProtocolFault.BadText, problem);
            }

            headers.Add(new KeyValuePair<string, string>(name, reader.ReadText()));
        }

        return headers;
    }
}
