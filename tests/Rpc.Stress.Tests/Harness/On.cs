namespace Rpc.Stress.Tests;

/// <summary>The transports that a stress test runs on.</summary>
internal static class On
{
    /// <summary>The calling thread may read a socket; a memory connection always has a standing reader.</summary>
    public static TheoryData<TestTransport> Every { get; } = [TestTransport.Tcp, TestTransport.Unix, TestTransport.Memory, TestTransport.MutualTls];
}
