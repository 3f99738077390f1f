namespace Rpc.Runtime.Tests;

/// <summary>What a transport has to do, over streams and pipes that were handed in, and over the lanes of Rpc.Testing.</summary>
public static class OverHandedIn
{
    public sealed class PipeTransport() : TransportSuite(TestTransport.Pipes);

    public sealed class PipeShapes() : ShapeSuite(TestTransport.Pipes);

    public sealed class PipeStreams() : StreamSuite(TestTransport.Pipes);

    public sealed class PipeBodies() : BodySuite(TestTransport.Pipes);

    public sealed class PipeNesting() : NestingSuite(TestTransport.Pipes);

    public sealed class PipeLife() : LifeSuite(TestTransport.Pipes);

    public sealed class StreamTransport() : TransportSuite(TestTransport.Streams);

    public sealed class StreamShapes() : ShapeSuite(TestTransport.Streams);

    public sealed class StreamBodies() : BodySuite(TestTransport.Streams);

    public sealed class StreamLife() : LifeSuite(TestTransport.Streams);

    public sealed class LaneTransport() : BlockingTransportSuite(TestTransport.Lanes);

    public sealed class LaneBodies() : BodySuite(TestTransport.Lanes);

    public sealed class LaneLife() : LifeSuite(TestTransport.Lanes);
}
