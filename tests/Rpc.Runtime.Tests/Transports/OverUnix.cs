namespace Rpc.Runtime.Tests;

/// <summary>Every suite over a Unix socket.</summary>
public static class OverUnix
{
    public sealed class Shapes() : ShapeSuite(TestTransport.Unix);

    public sealed class Throws() : ThrowsSuite(TestTransport.Unix);

    public sealed class Marks() : MarkSuite(TestTransport.Unix);

    public sealed class NullValues() : NullSuite(TestTransport.Unix);

    public sealed class Generics() : GenericSuite(TestTransport.Unix);

    public sealed class Values() : ValueSuite(TestTransport.Unix);

    public sealed class Lending() : LendingSuite(TestTransport.Unix);

    public sealed class Cancellation() : CancellationSuite(TestTransport.Unix);

    public sealed class Deadlines() : DeadlineSuite(TestTransport.Unix);

    public sealed class Errors() : ErrorSuite(TestTransport.Unix);

    public sealed class Objects() : ObjectSuite(TestTransport.Unix);

    public sealed class Versions() : VersionSuite(TestTransport.Unix);

    public sealed class Streams() : StreamSuite(TestTransport.Unix);

    public sealed class StreamWindows() : StreamWindowSuite(TestTransport.Unix);

    public sealed class StreamBatches() : StreamBatchSuite(TestTransport.Unix);

    public sealed class ClientStreams() : ClientStreamSuite(TestTransport.Unix);

    public sealed class Progress() : ProgressSuite(TestTransport.Unix);

    public sealed class Bodies() : BodySuite(TestTransport.Unix);

    public sealed class Nesting() : NestingSuite(TestTransport.Unix);

    public sealed class References() : ReferenceSuite(TestTransport.Unix);

    public sealed class Leases() : LeaseSuite(TestTransport.Unix);

    public sealed class Order() : OrderSuite(TestTransport.Unix);

    public sealed class HeadOfLine() : HeadOfLineSuite(TestTransport.Unix);

    public sealed class LongMessages() : LongMessageSuite(TestTransport.Unix);

    public sealed class Instances() : InstanceSuite(TestTransport.Unix);

    public sealed class Serials() : SerialSuite(TestTransport.Unix);

    public sealed class Headers() : HeaderSuite(TestTransport.Unix);

    public sealed class Interceptors() : InterceptorSuite(TestTransport.Unix);

    public sealed class Contexts() : ContextSuite(TestTransport.Unix);

    public sealed class Life() : LifeSuite(TestTransport.Unix);

    public sealed class Transport() : BlockingTransportSuite(TestTransport.Unix);
}
