namespace Rpc.Codec;

internal static class ShapeSkipper
{
    public static void SkipMembers(ref RpcReader reader, PeerShapes shapes, string type, int known, int count) => throw new NotSupportedException();
}
