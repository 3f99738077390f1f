namespace Rpc.Protocol;

/// <summary>What a frame is (docs/protocol.md, "Frames").</summary>
internal enum FrameType : byte
{
    None = 0,
    Request = 1,
    Reply = 2,
    Error = 3,
    Cancel = 4,
    Chunk = 5,
    Bind = 6,
    Bound = 7,
    Shapes = 8,
    StreamItems = 9,
    StreamEnd = 10,
    Credit = 11,
    Ping = 12,
    Pong = 13,
    Drain = 14,
    Release = 15,
    Close = 16,
    Unbind = 17,
}
