using Planted.Protocol;

namespace Planted;

public sealed class UsesHeader
{
    public CallHeader Header = new();
}

public sealed class UsesFrames
{
    internal FrameReader _reader = new();
}
