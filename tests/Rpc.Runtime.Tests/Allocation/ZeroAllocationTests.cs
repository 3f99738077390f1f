namespace Rpc.Runtime.Tests;

/// <summary>The suite over each transport whose calls are to allocate nothing.</summary>
public static class ZeroAllocationTests
{
    public sealed class OverTcp() : ZeroAllocationSuite(TestTransport.Tcp);

    public sealed class OverMemory() : ZeroAllocationSuite(TestTransport.Memory);
}
