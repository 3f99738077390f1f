namespace Rpc.Protocol;

/// <summary>Bits of a frame's flag byte.</summary>
[Flags]
internal enum FrameFlags : byte
{
    None = 0,

    /// <summary>The body starts with the message's whole length (u32) and continues in Chunk frames.</summary>
    Chunked = 1,

    /// <summary>On a Chunk: it continues what answers a call, not what makes one.</summary>
    Answer = 2,

    /// <summary>On a Request: no reply is wanted.</summary>
    OneWay = 4,

    /// <summary>On a Reply, Error or StreamEnd: headers stand before the body.</summary>
    Headers = 8,

    All = Chunked | Answer | OneWay | Headers,
}
