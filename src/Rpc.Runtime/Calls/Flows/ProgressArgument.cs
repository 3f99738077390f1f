using System.ComponentModel;
using Rpc.Codec;

namespace Rpc.Calls;

/// <summary>A receiver of progress as an argument. What travels with the call is whether there is one; reports come back while the call runs. A caller in JSON hears none.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ProgressArgument<T, TCodec> : ICodec<IProgress<T>?>
    where TCodec : struct, ICodec<T>
{
    /// <summary>For a caller who does not listen.</summary>
    public static IProgress<T> Nowhere { get; } = new Silence();

    /// <inheritdoc/>
    public static int MinimumSize => 1;

    /// <inheritdoc/>
    public static void Write(ref RpcWriter writer, IProgress<T>? value) => BooleanCodec.Write(ref writer, value is not null);

    /// <inheritdoc/>
    public static IProgress<T>? Read(ref RpcReader reader) => BooleanCodec.Read(ref reader) ? CallersProgress<T>.Instance : null;

    /// <inheritdoc/>
    public static void WriteJson(ref RpcJsonWriter writer, IProgress<T>? value) => throw FlowErrors.NotInJson();

    /// <inheritdoc/>
    public static IProgress<T>? ReadJson(ref RpcJsonReader reader)
    {
        reader.Skip();
        return Nowhere;
    }

    private sealed class Silence : IProgress<T>
    {
        public void Report(T value)
        {
        }
    }
}
