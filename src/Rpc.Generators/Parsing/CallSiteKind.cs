namespace Rpc.Generators.Parsing;

/// <summary>What a method of the runtime does with its type argument.</summary>
internal enum CallSiteKind
{
    /// <summary>Looks for a contract: <c>Get</c>, <c>Add</c>, <c>PublishAsync</c>.</summary>
    Contract,

    /// <summary>Looks for a codec: <c>RpcCodec</c>.</summary>
    Codec,
}
