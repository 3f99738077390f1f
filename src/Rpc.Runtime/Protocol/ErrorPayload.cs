using Rpc.Buffers;

namespace Rpc.Protocol;

/// <summary>The body of an Error or Close frame: u8 status, u8 outcome, u16 reason, u8 exception kind, four texts, then the name and the bytes of a listed exception.</summary>
internal sealed record ErrorPayload(RpcStatus Status, RpcOutcome Outcome, RpcErrorReason Reason, string Message)
{
    /// <summary>Which well-known exception of the base class library it was; 0 for none (docs/protocol.md, "Exception kinds").</summary>
    public byte ExceptionKind { get; init; }

    /// <summary>The parameter that a well-known argument exception names; empty for none.</summary>
    public string Parameter { get; init; } = "";

    /// <summary>The full type name on the throwing side; empty when details are not told.</summary>
    public string RemoteType { get; init; } = "";

    /// <summary>The stack trace of the throwing side; empty when details are not told.</summary>
    public string RemoteStackTrace { get; init; } = "";

    /// <summary>The full type name of an exception that the contract lists; empty for others.</summary>
    public string Listed { get; init; } = "";

    /// <summary>Its message and members; empty for a caller in JSON.</summary>
    public ReadOnlyMemory<byte> Members { get; init; }

    public void Write(PooledBuffer output)
    {
        var writer = new WireWriter(output);
        writer.Write((byte)Status);
        writer.Write((byte)Outcome);
        writer.Write((ushort)Reason);
        writer.Write(ExceptionKind);
        writer.Write(Message);
        writer.Write(Parameter);
        writer.Write(RemoteType);
        writer.Write(RemoteStackTrace);
        if (Listed.Length > 0)
        {
            writer.Write(Listed);
            writer.Write(Members.Span);
        }
    }

    public static ErrorPayload Read(ReadOnlySpan<byte> body)
    {
        var reader = new WireReader(body);
        byte status = reader.ReadByte();
        byte outcome = reader.ReadByte();
        ushort reason = reader.ReadUInt16();
        byte kind = reader.ReadByte();
        var payload = new ErrorPayload(
            status is > 0 and <= (byte)RpcStatus.Unauthenticated ? (RpcStatus)status : RpcStatus.Unknown,
            outcome <= (byte)RpcOutcome.Completed ? (RpcOutcome)outcome : RpcOutcome.MaybeExecuted,
            Enum.IsDefined((RpcErrorReason)reason) ? (RpcErrorReason)reason : RpcErrorReason.None,
            reader.ReadText())
        {
            ExceptionKind = kind,
            Parameter = reader.ReadText(),
            RemoteType = reader.ReadText(),
            RemoteStackTrace = reader.ReadText(),
        };

        // What follows belongs to newer versions; whoever sends this much sends both.
        return reader.Remaining == 0 ? payload : payload with { Listed = reader.ReadText(), Members = reader.ReadBytes().ToArray() };
    }
}
