using System.ComponentModel;
using Rpc.Codec;

namespace Rpc.Calls;

/// <summary>A body of bytes as an argument or result. What travels with the call is whether there is one; its bytes follow when they are read. In JSON base64, whole.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct BodyArgument : ICodec<Stream?>
{
    /// <summary>Stands among decoded arguments for a body that the caller has; <see cref="IncomingCall.OpenBody"/> puts the body in its place.</summary>
    internal static readonly Stream Callers = new MemoryStream([], writable: false);

    /// <inheritdoc/>
    public static int MinimumSize => 1;

    /// <inheritdoc/>
    public static void Write(ref RpcWriter writer, Stream? value) => BooleanCodec.Write(ref writer, value is not null);

    /// <inheritdoc/>
    public static Stream? Read(ref RpcReader reader) => BooleanCodec.Read(ref reader) ? Callers : null;

    /// <inheritdoc/>
    public static void WriteJson(ref RpcJsonWriter writer, Stream? value) => throw FlowErrors.NotInJson();

    /// <inheritdoc/>
    public static Stream? ReadJson(ref RpcJsonReader reader) =>
        ArrayCodec<byte, IntegerCodec<byte>>.ReadJson(ref reader) is { } bytes ? new MemoryStream(bytes, writable: false) : null;
}
