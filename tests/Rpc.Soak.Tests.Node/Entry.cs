using System.Globalization;
using System.Text;

namespace Rpc.Soak.Tests.Node;

/// <summary>One line of a journal: 64 bytes of text, so that it never lies across two pages and a killed process leaves it whole or not at all.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Method">The method that was called.</param>
/// <param name="Id">The call: the client's number in the upper half, its own count in the lower.</param>
/// <param name="Value">What was returned, or a count.</param>
/// <param name="Time">Milliseconds of the machine's clock since it started: comparable between processes.</param>
/// <param name="Detail">At most 14 characters: for a failure the letter of its outcome (N, M, C), status and reason.</param>
public readonly record struct Entry(EntryKind Kind, Method Method, long Id, long Value = 0, long Time = 0, string Detail = "")
{
    /// <summary>Bytes of a line, its end included.</summary>
    public const int Size = 64;

    private const int DetailSize = 14;

    /// <summary>Writes the line into <paramref name="line"/>, which has <see cref="Size"/> bytes.</summary>
    public void Write(Span<byte> line)
    {
        line.Fill((byte)' ');
        line[0] = (byte)Kind;
        line[2] = (byte)Method;
        Id.TryFormat(line[4..20], out _, "x16", CultureInfo.InvariantCulture);
        Value.TryFormat(line[21..37], out _, "x16", CultureInfo.InvariantCulture);
        (Time % 10_000_000_000).TryFormat(line[38..48], out _, "d10", CultureInfo.InvariantCulture);
        Encoding.ASCII.GetBytes(Detail.AsSpan(0, Math.Min(Detail.Length, DetailSize)), line[49..63]);
        line[63] = (byte)'\n';
    }

    /// <summary>Reads a line. False for one that its process reserved and did not come to write.</summary>
    public static bool TryRead(ReadOnlySpan<byte> line, out Entry entry)
    {
        entry = default;
        if (line.Length < Size || line[63] != (byte)'\n')
        {
            return false;
        }

        entry = new Entry(
            (EntryKind)line[0],
            (Method)line[2],
            long.Parse(line[4..20], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
            long.Parse(line[21..37], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
            long.Parse(line[38..48], CultureInfo.InvariantCulture),
            line[49] == ' ' ? "" : Encoding.ASCII.GetString(line[49..63]).TrimEnd());
        return true;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        byte[] line = new byte[Size];
        Write(line);
        return Encoding.ASCII.GetString(line).TrimEnd();
    }
}
