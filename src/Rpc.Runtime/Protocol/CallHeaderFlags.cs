namespace Rpc.Protocol;

/// <summary>Bits of a request's flag byte.</summary>
[Flags]
internal enum CallHeaderFlags : byte
{
    None = 0,

    /// <summary>Arguments and answer are JSON.</summary>
    Json = 1,

    All = Json,
}
