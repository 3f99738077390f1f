using Rpc.Protocol;

namespace Rpc.Hostile.Tests;

/// <summary>A frame that came from the server.</summary>
internal sealed record ReceivedFrame(FrameHeader Header, byte[] Body)
{
    public ErrorPayload Error => ErrorPayload.Read(Body);
}
