using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>A reference to a live object: an object of two members, its URI and its id on the connection. In JSON its URI.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ReferenceCodec<T> : ICodec<T?>
    where T : class
{
    /// <inheritdoc/>
    public static int MinimumSize => 1;

    /// <inheritdoc/>
    public static void Write(ref RpcWriter writer, T? value) => Write(ref writer, value, writer.Member ?? Name);

    /// <inheritdoc cref="Write(ref RpcWriter, T)"/>
    /// <exception cref="RpcException">No live object can travel here (<see cref="RpcStatus.FailedPrecondition"/>); it names <paramref name="member"/>.</exception>
    public static void Write(ref RpcWriter writer, T? value, string member)
    {
        if (value is null)
        {
            writer.WriteNull();
            return;
        }

        (string uri, ulong id) = (writer.References ?? throw CodecErrors.NoTable(member)).Export(value);
        writer.WriteHeader(2);
        StringCodec.Write(ref writer, uri);
        IntegerCodec<ulong>.Write(ref writer, id);
    }

    /// <inheritdoc/>
    public static T? Read(ref RpcReader reader) => Read(ref reader, reader.Member ?? Name);

    /// <inheritdoc cref="Read(ref RpcReader)"/>
    /// <exception cref="RpcException">No live object can travel here (<see cref="RpcStatus.FailedPrecondition"/>); it names <paramref name="member"/>.</exception>
    public static T? Read(ref RpcReader reader, string member)
    {
        int count = reader.ReadHeader();
        if (count < 0)
        {
            return null;
        }

        if (count != 2)
        {
            CodecErrors.ThrowFormat($"A reference has 2 members, not {count}.");
        }

        string uri = CodecErrors.NotNull(StringCodec.Read(ref reader), "The URI of a reference");
        ulong id = IntegerCodec<ulong>.Read(ref reader);
        return (reader.References ?? throw CodecErrors.NoTable(member)).Import<T>(uri, id);
    }

    /// <inheritdoc/>
    public static void WriteJson(ref RpcJsonWriter writer, T? value) => WriteJson(ref writer, value, writer.Member ?? Name);

    /// <inheritdoc cref="WriteJson(ref RpcJsonWriter, T)"/>
    /// <exception cref="RpcException">No live object can travel here (<see cref="RpcStatus.FailedPrecondition"/>); it names <paramref name="member"/>.</exception>
    public static void WriteJson(ref RpcJsonWriter writer, T? value, string member) =>
        writer.Output.WriteStringValue(value is null ? null : (writer.References ?? throw CodecErrors.NoTable(member)).Export(value).Uri);

    /// <inheritdoc/>
    public static T? ReadJson(ref RpcJsonReader reader) => ReadJson(ref reader, reader.Member ?? Name);

    /// <inheritdoc cref="ReadJson(ref RpcJsonReader)"/>
    /// <exception cref="RpcException">No live object can travel here (<see cref="RpcStatus.FailedPrecondition"/>); it names <paramref name="member"/>.</exception>
    public static T? ReadJson(ref RpcJsonReader reader, string member) =>
        StringCodec.ReadJson(ref reader) is { } uri ? (reader.References ?? throw CodecErrors.NoTable(member)).Import<T>(uri, 0) : null;

    private static string Name => $"A value of type {typeof(T)}";
}
