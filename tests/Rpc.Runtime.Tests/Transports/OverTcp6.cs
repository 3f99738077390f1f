namespace Rpc.Runtime.Tests;

/// <summary>Every suite over TCP over IPv6.</summary>
public static class OverTcp6
{
    public sealed class Shapes() : ShapeSuite(TestTransport.Tcp6);

    public sealed class Throws() : ThrowsSuite(TestTransport.Tcp6);

    public sealed class Marks() : MarkSuite(TestTransport.Tcp6);

    public sealed class NullValues() : NullSuite(TestTransport.Tcp6);

    public sealed class Generics() : GenericSuite(TestTransport.Tcp6);

    public sealed class Values() : ValueSuite(TestTransport.Tcp6);

    public sealed class Lending() : LendingSuite(TestTransport.Tcp6);

    public sealed class Cancellation() : CancellationSuite(TestTransport.Tcp6);

    public sealed class Deadlines() : DeadlineSuite(TestTransport.Tcp6);

    public sealed class Errors() : ErrorSuite(TestTransport.Tcp6);

    public sealed class Objects() : ObjectSuite(TestTransport.Tcp6);

    public sealed class Versions() : VersionSuite(TestTransport.Tcp6);

    public sealed class Streams() : StreamSuite(TestTransport.Tcp6);

    public sealed class StreamWindows() : StreamWindowSuite(TestTransport.Tcp6);

    public sealed class StreamBatches() : StreamBatchSuite(TestTransport.Tcp6);

    public sealed class ClientStreams() : ClientStreamSuite(TestTransport.Tcp6);

    public sealed class Progress() : ProgressSuite(TestTransport.Tcp6);

    public sealed class Bodies() : BodySuite(TestTransport.Tcp6);

    public sealed class Nesting() : NestingSuite(TestTransport.Tcp6);

    public sealed class References() : ReferenceSuite(TestTransport.Tcp6);

    public sealed class Leases() : LeaseSuite(TestTransport.Tcp6);

    public sealed class Order() : OrderSuite(TestTransport.Tcp6);

    public sealed class HeadOfLine() : HeadOfLineSuite(TestTransport.Tcp6);

    public sealed class LongMessages() : LongMessageSuite(TestTransport.Tcp6);

    public sealed class Instances() : InstanceSuite(TestTransport.Tcp6);

    public sealed class Serials() : SerialSuite(TestTransport.Tcp6);

    public sealed class Headers() : HeaderSuite(TestTransport.Tcp6);

    public sealed class Interceptors() : InterceptorSuite(TestTransport.Tcp6);

    public sealed class Contexts() : ContextSuite(TestTransport.Tcp6);

    public sealed class Life() : LifeSuite(TestTransport.Tcp6);

    public sealed class Transport() : BlockingTransportSuite(TestTransport.Tcp6);
}
