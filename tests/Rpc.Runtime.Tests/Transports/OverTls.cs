namespace Rpc.Runtime.Tests;

/// <summary>Every suite over TLS.</summary>
public static class OverTls
{
    public sealed class Shapes() : ShapeSuite(TestTransport.Tls);

    public sealed class Throws() : ThrowsSuite(TestTransport.Tls);

    public sealed class Marks() : MarkSuite(TestTransport.Tls);

    public sealed class NullValues() : NullSuite(TestTransport.Tls);

    public sealed class Generics() : GenericSuite(TestTransport.Tls);

    public sealed class Values() : ValueSuite(TestTransport.Tls);

    public sealed class Lending() : LendingSuite(TestTransport.Tls);

    public sealed class Cancellation() : CancellationSuite(TestTransport.Tls);

    public sealed class Deadlines() : DeadlineSuite(TestTransport.Tls);

    public sealed class Errors() : ErrorSuite(TestTransport.Tls);

    public sealed class Objects() : ObjectSuite(TestTransport.Tls);

    public sealed class Versions() : VersionSuite(TestTransport.Tls);

    public sealed class Streams() : StreamSuite(TestTransport.Tls);

    public sealed class StreamWindows() : StreamWindowSuite(TestTransport.Tls);

    public sealed class StreamBatches() : StreamBatchSuite(TestTransport.Tls);

    public sealed class ClientStreams() : ClientStreamSuite(TestTransport.Tls);

    public sealed class Progress() : ProgressSuite(TestTransport.Tls);

    public sealed class Bodies() : BodySuite(TestTransport.Tls);

    public sealed class Nesting() : NestingSuite(TestTransport.Tls);

    public sealed class References() : ReferenceSuite(TestTransport.Tls);

    public sealed class Leases() : LeaseSuite(TestTransport.Tls);

    public sealed class Order() : OrderSuite(TestTransport.Tls);

    public sealed class HeadOfLine() : HeadOfLineSuite(TestTransport.Tls);

    public sealed class LongMessages() : LongMessageSuite(TestTransport.Tls);

    public sealed class Instances() : InstanceSuite(TestTransport.Tls);

    public sealed class Serials() : SerialSuite(TestTransport.Tls);

    public sealed class Headers() : HeaderSuite(TestTransport.Tls);

    public sealed class Interceptors() : InterceptorSuite(TestTransport.Tls);

    public sealed class Contexts() : ContextSuite(TestTransport.Tls);

    public sealed class Life() : LifeSuite(TestTransport.Tls);

    public sealed class Transport() : TransportSuite(TestTransport.Tls);
}
