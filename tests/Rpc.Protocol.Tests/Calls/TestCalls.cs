using Rpc.Calls;

namespace Rpc.Protocol.Tests;

/// <summary>Calls that came in over no connection, for the tables that keep them.</summary>
internal static class TestCalls
{
    public static IncomingCall Incoming(ulong id, ulong chain = 1, byte depth = 0)
    {
        var call = new IncomingCall(null!);
        call.Begin(null!, null, id, new CallHeader(1, 0, CallHeaderFlags.None, depth, chain, 0), oneWay: false, default, null);
        return call;
    }
}
