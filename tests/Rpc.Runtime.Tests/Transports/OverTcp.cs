namespace Rpc.Runtime.Tests;

/// <summary>Every suite over TCP.</summary>
public static class OverTcp
{
    public sealed class Shapes() : ShapeSuite(TestTransport.Tcp);

    public sealed class Throws() : ThrowsSuite(TestTransport.Tcp);

    public sealed class Marks() : MarkSuite(TestTransport.Tcp);

    public sealed class NullValues() : NullSuite(TestTransport.Tcp);

    public sealed class Generics() : GenericSuite(TestTransport.Tcp);

    public sealed class Values() : ValueSuite(TestTransport.Tcp);

    public sealed class Lending() : LendingSuite(TestTransport.Tcp);

    public sealed class Cancellation() : CancellationSuite(TestTransport.Tcp);

    public sealed class Deadlines() : DeadlineSuite(TestTransport.Tcp);

    public sealed class Errors() : ErrorSuite(TestTransport.Tcp);

    public sealed class Objects() : ObjectSuite(TestTransport.Tcp);

    public sealed class Versions() : VersionSuite(TestTransport.Tcp);

    public sealed class Streams() : StreamSuite(TestTransport.Tcp);

    public sealed class StreamWindows() : StreamWindowSuite(TestTransport.Tcp);

    public sealed class StreamBatches() : StreamBatchSuite(TestTransport.Tcp);

    public sealed class ClientStreams() : ClientStreamSuite(TestTransport.Tcp);

    public sealed class Progress() : ProgressSuite(TestTransport.Tcp);

    public sealed class Bodies() : BodySuite(TestTransport.Tcp);

    public sealed class Nesting() : NestingSuite(TestTransport.Tcp);

    public sealed class References() : ReferenceSuite(TestTransport.Tcp);

    public sealed class Leases() : LeaseSuite(TestTransport.Tcp)
    {
        protected override int Many => 100_000;
    }

    public sealed class Order() : OrderSuite(TestTransport.Tcp);

    public sealed class HeadOfLine() : HeadOfLineSuite(TestTransport.Tcp);

    public sealed class LongMessages() : LongMessageSuite(TestTransport.Tcp);

    public sealed class Instances() : InstanceSuite(TestTransport.Tcp);

    public sealed class Serials() : SerialSuite(TestTransport.Tcp);

    public sealed class Headers() : HeaderSuite(TestTransport.Tcp);

    public sealed class Interceptors() : InterceptorSuite(TestTransport.Tcp);

    public sealed class Contexts() : ContextSuite(TestTransport.Tcp);

    public sealed class Life() : LifeSuite(TestTransport.Tcp);

    public sealed class Transport() : BlockingTransportSuite(TestTransport.Tcp);
}
