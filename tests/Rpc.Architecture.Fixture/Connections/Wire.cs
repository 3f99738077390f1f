using Planted.Protocol;

namespace Planted.Connections
{
    public class Wire
    {
        public FrameReader Reader = new();

        public struct Frame
        {
            public int Length;
        }
    }
}

namespace Planted
{
    // Written in a room, named in the namespace that users see: the folder decides.
    public interface IWire;

    [System.AttributeUsage(System.AttributeTargets.All)]
    public sealed class WireAttribute : System.Attribute;
}
