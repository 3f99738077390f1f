namespace Rpc.Runtime.Tests;

/// <summary>The suites of security over each transport.</summary>
public static class Secured
{
    public sealed class HandshakesOverTcp() : HandshakeSuite(TestTransport.Tcp);

    public sealed class HandshakesOverUnix() : HandshakeSuite(TestTransport.Unix);

    public sealed class HandshakesOverMemory() : HandshakeSuite(TestTransport.Memory);

    public sealed class TokensOverTcp() : TokenSuite(TestTransport.Tcp);

    public sealed class TokensOverUnix() : TokenSuite(TestTransport.Unix);

    public sealed class TokensOverMemory() : TokenSuite(TestTransport.Memory);

    public sealed class AccessOverTcp() : AccessSuite(TestTransport.Tcp);

    public sealed class AccessOverUnix() : AccessSuite(TestTransport.Unix);

    public sealed class AccessOverMemory() : AccessSuite(TestTransport.Memory);
}
