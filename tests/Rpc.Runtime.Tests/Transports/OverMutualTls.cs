namespace Rpc.Runtime.Tests;

/// <summary>Every suite over mutual TLS: both sides show certificates.</summary>
public static class OverMutualTls
{
    public sealed class Shapes() : ShapeSuite(TestTransport.MutualTls);

    public sealed class Throws() : ThrowsSuite(TestTransport.MutualTls);

    public sealed class Marks() : MarkSuite(TestTransport.MutualTls);

    public sealed class NullValues() : NullSuite(TestTransport.MutualTls);

    public sealed class Generics() : GenericSuite(TestTransport.MutualTls);

    public sealed class Values() : ValueSuite(TestTransport.MutualTls);

    public sealed class Lending() : LendingSuite(TestTransport.MutualTls);

    public sealed class Cancellation() : CancellationSuite(TestTransport.MutualTls);

    public sealed class Deadlines() : DeadlineSuite(TestTransport.MutualTls);

    public sealed class Errors() : ErrorSuite(TestTransport.MutualTls);

    public sealed class Objects() : ObjectSuite(TestTransport.MutualTls);

    public sealed class Versions() : VersionSuite(TestTransport.MutualTls);

    public sealed class Streams() : StreamSuite(TestTransport.MutualTls);

    public sealed class StreamWindows() : StreamWindowSuite(TestTransport.MutualTls);

    public sealed class StreamBatches() : StreamBatchSuite(TestTransport.MutualTls);

    public sealed class ClientStreams() : ClientStreamSuite(TestTransport.MutualTls);

    public sealed class Progress() : ProgressSuite(TestTransport.MutualTls);

    public sealed class Bodies() : BodySuite(TestTransport.MutualTls);

    public sealed class Nesting() : NestingSuite(TestTransport.MutualTls);

    public sealed class References() : ReferenceSuite(TestTransport.MutualTls);

    public sealed class Leases() : LeaseSuite(TestTransport.MutualTls);

    public sealed class Order() : OrderSuite(TestTransport.MutualTls);

    public sealed class HeadOfLine() : HeadOfLineSuite(TestTransport.MutualTls);

    public sealed class LongMessages() : LongMessageSuite(TestTransport.MutualTls);

    public sealed class Instances() : InstanceSuite(TestTransport.MutualTls);

    public sealed class Serials() : SerialSuite(TestTransport.MutualTls);

    public sealed class Headers() : HeaderSuite(TestTransport.MutualTls);

    public sealed class Interceptors() : InterceptorSuite(TestTransport.MutualTls);

    public sealed class Contexts() : ContextSuite(TestTransport.MutualTls);

    public sealed class Life() : LifeSuite(TestTransport.MutualTls);

    public sealed class Transport() : TransportSuite(TestTransport.MutualTls);
}
