namespace Rpc.Protocol;

/// <summary>Bits of a request's flag byte.</summary>
[Flags]
internal enum CallHeaderFlags : byte
{
    None = 0,

    /// <summary>Arguments and answer are JSON.</summary>
    Json = 1,

    /// <summary>The request is part of a call of the receiver's own that runs: it asks for a stream among the arguments, or reports progress.</summary>
    Flow = 2,

    /// <summary>Headers stand between the call header and the arguments.</summary>
    Headers = 4,

    /// <summary>The body is several calls, which are run one after another and answered together.</summary>
    Batch = 16,

    All = Json | Flow | Headers | Batch,
}
