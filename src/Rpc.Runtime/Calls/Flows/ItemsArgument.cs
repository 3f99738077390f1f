using System.ComponentModel;
using Rpc.Codec;

namespace Rpc.Calls;

/// <summary>A stream as an argument. What travels with the call is whether there is one; its items follow when the callee asks for them. In JSON an array, whole.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ItemsArgument<T, TCodec> : ICodec<IAsyncEnumerable<T>?>
    where TCodec : struct, ICodec<T>
{
    /// <inheritdoc/>
    public static int MinimumSize => 1;

    /// <inheritdoc/>
    public static void Write(ref RpcWriter writer, IAsyncEnumerable<T>? value) => BooleanCodec.Write(ref writer, value is not null);

    /// <inheritdoc/>
    public static IAsyncEnumerable<T>? Read(ref RpcReader reader) => BooleanCodec.Read(ref reader) ? CallersItems<T>.Instance : null;

    /// <inheritdoc/>
    public static void WriteJson(ref RpcJsonWriter writer, IAsyncEnumerable<T>? value) => throw FlowErrors.NotInJson();

    /// <inheritdoc/>
    public static IAsyncEnumerable<T>? ReadJson(ref RpcJsonReader reader) => ListCodec<T, TCodec>.ReadJson(ref reader)?.ToAsyncEnumerable();
}
