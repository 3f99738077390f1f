using System.Buffers;

namespace Rpc.Codec;

/// <summary>Writes one value in the binary form.</summary>
public delegate void WriteValue<in T>(ref RpcWriter writer, T value);

/// <summary>Reads one value in the binary form.</summary>
public delegate T ReadValue<out T>(ref RpcReader reader);

/// <summary>Writes one value as JSON.</summary>
public delegate void WriteJsonValue<in T>(ref RpcJsonWriter writer, T value);

/// <summary>Reads one value from JSON.</summary>
public delegate T ReadJsonValue<out T>(ref RpcJsonReader reader);

/// <summary>How values of <typeparamref name="T"/> are written and read in both content types. Immutable; made by generated code.</summary>
public sealed class ValueCodec<T>(WriteValue<T> write, ReadValue<T> read, WriteJsonValue<T> writeJson, ReadJsonValue<T> readJson)
{
    private readonly bool _isOwner = typeof(T).IsGenericType && typeof(T).GetGenericTypeDefinition() == typeof(IMemoryOwner<>);

    /// <summary>Writes the binary form.</summary>
    public WriteValue<T> Write { get; } = write;

    /// <summary>Reads the binary form.</summary>
    public ReadValue<T> Read { get; } = read;

    /// <summary>Writes JSON.</summary>
    public WriteJsonValue<T> WriteJson { get; } = writeJson;

    /// <summary>Reads JSON.</summary>
    public ReadJsonValue<T> ReadJson { get; } = readJson;

    /// <summary>Gives back the memory of a result that was written: an <see cref="IMemoryOwner{T}"/> that a handler returns belongs to the runtime.</summary>
    internal void Release(T result)
    {
        if (_isOwner)
        {
            (result as IDisposable)?.Dispose();
        }
    }
}
