namespace Rpc.Runtime.Tests;

/// <summary>The suites whose messages are not large, where every byte comes alone to both sides.</summary>
public static class OverSingleBytes
{
    public sealed class Shapes() : ShapeSuite(TestTransport.SingleBytes);

    public sealed class Throws() : ThrowsSuite(TestTransport.SingleBytes);

    public sealed class Marks() : MarkSuite(TestTransport.SingleBytes);

    public sealed class NullValues() : NullSuite(TestTransport.SingleBytes);

    public sealed class Generics() : GenericSuite(TestTransport.SingleBytes);

    public sealed class Values() : ValueSuite(TestTransport.SingleBytes);

    public sealed class Cancellation() : CancellationSuite(TestTransport.SingleBytes);

    public sealed class Deadlines() : DeadlineSuite(TestTransport.SingleBytes);

    public sealed class Versions() : VersionSuite(TestTransport.SingleBytes);

    public sealed class Progress() : ProgressSuite(TestTransport.SingleBytes);

    public sealed class Nesting() : NestingSuite(TestTransport.SingleBytes);

    public sealed class References() : ReferenceSuite(TestTransport.SingleBytes);

    public sealed class Order() : OrderSuite(TestTransport.SingleBytes);

    public sealed class Life() : LifeSuite(TestTransport.SingleBytes);

    public sealed class ShapesAsync() : ShapeSuite(TestTransport.SingleBytesAsync);

    public sealed class CancellationAsync() : CancellationSuite(TestTransport.SingleBytesAsync);

    public sealed class NestingAsync() : NestingSuite(TestTransport.SingleBytesAsync);
}
