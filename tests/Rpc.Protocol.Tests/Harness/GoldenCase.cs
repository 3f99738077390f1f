namespace Rpc.Protocol.Tests;

/// <summary>A frame or handshake whose bytes are kept in a file.</summary>
/// <param name="Name">The file's name without its extension.</param>
/// <param name="Written">What the code writes today.</param>
/// <param name="Read">Reads the bytes of the file and asserts their values.</param>
internal sealed record GoldenCase(string Name, byte[] Written, Action<byte[]> Read);
