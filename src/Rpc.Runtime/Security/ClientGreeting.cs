namespace Rpc;

/// <summary>What a client tells a server in the handshake, which has at most 16 KiB for both. Immutable.</summary>
public sealed class ClientGreeting
{
    /// <summary>Nothing.</summary>
    public static ClientGreeting Empty { get; } = new();

    /// <summary>What makes the server believe; empty for <see cref="RpcClientOptions.Token"/>, where there is one.</summary>
    public ReadOnlyMemory<byte> Credentials { get; init; }

    /// <summary>What it says beside.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }
}
