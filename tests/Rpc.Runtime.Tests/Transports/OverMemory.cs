namespace Rpc.Runtime.Tests;

/// <summary>Every suite over memory.</summary>
public static class OverMemory
{
    public sealed class Shapes() : ShapeSuite(TestTransport.Memory);

    public sealed class Throws() : ThrowsSuite(TestTransport.Memory);

    public sealed class Marks() : MarkSuite(TestTransport.Memory);

    public sealed class NullValues() : NullSuite(TestTransport.Memory);

    public sealed class Generics() : GenericSuite(TestTransport.Memory);

    public sealed class Values() : ValueSuite(TestTransport.Memory);

    public sealed class Lending() : LendingSuite(TestTransport.Memory);

    public sealed class Cancellation() : CancellationSuite(TestTransport.Memory);

    public sealed class Deadlines() : DeadlineSuite(TestTransport.Memory);

    public sealed class Errors() : ErrorSuite(TestTransport.Memory);

    public sealed class Objects() : ObjectSuite(TestTransport.Memory);

    public sealed class Versions() : VersionSuite(TestTransport.Memory);

    public sealed class Streams() : StreamSuite(TestTransport.Memory);

    public sealed class StreamWindows() : StreamWindowSuite(TestTransport.Memory);

    public sealed class StreamBatches() : StreamBatchSuite(TestTransport.Memory);

    public sealed class ClientStreams() : ClientStreamSuite(TestTransport.Memory);

    public sealed class Progress() : ProgressSuite(TestTransport.Memory);

    public sealed class Bodies() : BodySuite(TestTransport.Memory);

    public sealed class Nesting() : NestingSuite(TestTransport.Memory);

    public sealed class References() : ReferenceSuite(TestTransport.Memory);

    public sealed class Leases() : LeaseSuite(TestTransport.Memory);

    public sealed class Order() : OrderSuite(TestTransport.Memory);

    public sealed class HeadOfLine() : HeadOfLineSuite(TestTransport.Memory);

    public sealed class LongMessages() : LongMessageSuite(TestTransport.Memory);

    public sealed class Instances() : InstanceSuite(TestTransport.Memory);

    public sealed class Serials() : SerialSuite(TestTransport.Memory);

    public sealed class Headers() : HeaderSuite(TestTransport.Memory);

    public sealed class Interceptors() : InterceptorSuite(TestTransport.Memory);

    public sealed class Contexts() : ContextSuite(TestTransport.Memory);

    public sealed class Life() : LifeSuite(TestTransport.Memory);

    public sealed class Transport() : TransportSuite(TestTransport.Memory);
}
