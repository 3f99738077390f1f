namespace Rpc.Protocol;

/// <summary>The peer broke the protocol: the connection cannot go on, because the frame boundary or the meaning is lost.</summary>
internal sealed class ProtocolException(ProtocolFault fault, string message) : Exception(message)
{
    public ProtocolFault Fault { get; } = fault;
}
