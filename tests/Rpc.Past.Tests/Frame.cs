using System.Buffers.Binary;

namespace Rpc.Past.Tests;

/// <summary>One thing that a side says: the handshake's opening, then frames (docs/protocol.md).</summary>
/// <param name="Side">client or server.</param>
/// <param name="Bytes">All of it.</param>
internal sealed record Frame(string Side, byte[] Bytes)
{
    private const int Header = 16;
    private const int Instance = 32;
    private const int HelloInstance = 24;
    private const int WelcomeInstance = 29;
    private const byte Request = 1;
    private const byte Credit = 11;
    private const byte Ping = 12;
    private const byte Pong = 13;

    /// <summary>Starts with "SRPC": the hello or the welcome.</summary>
    public bool IsHandshake => Bytes.AsSpan().StartsWith("SRPC"u8);

    /// <summary>Whether it depends on time and not on what is called.</summary>
    public bool IsUpkeep => !IsHandshake && Bytes[4] is Ping or Pong or Credit;

    /// <summary>What has to be equal each time.</summary>
    public string Lasting => IsHandshake ? "handshake" : Convert.ToHexStringLower(Settled().Bytes);

    /// <summary>The same without chance: the handshake has random ids, and a request a random chain and what is left of its deadline.</summary>
    public Frame Settled()
    {
        byte[] bytes = [.. Bytes];
        if (IsHandshake)
        {
            bytes.AsSpan(Side == "client" ? HelloInstance : WelcomeInstance, Instance).Fill((byte)'0');
        }
        else if (bytes[4] == Request)
        {
            bytes.AsSpan(Header + 8, 8).Fill(1);
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(Header + 16), 30_000);
        }

        return this with { Bytes = bytes };
    }

    /// <summary>Reads the next one; null at the end of the connection.</summary>
    public static async Task<Frame?> ReadAsync(string side, Stream stream, bool isFirst, CancellationToken cancellationToken)
    {
        byte[] head = new byte[isFirst ? 8 : Header];
        if (await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken) < head.Length)
        {
            return null;
        }

        int length = isFirst ? BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(6)) : BinaryPrimitives.ReadInt32LittleEndian(head);
        byte[] whole = new byte[head.Length + length];
        head.CopyTo(whole, 0);
        await stream.ReadExactlyAsync(whole.AsMemory(head.Length), cancellationToken);
        return new Frame(side, whole);
    }
}
