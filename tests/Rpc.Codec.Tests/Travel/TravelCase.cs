using System.Buffers;
using System.Text;
using System.Text.Json;
using Rpc;
using Rpc.Codec;

namespace Travel;

/// <summary>A value of a type that docs/types.md lists.</summary>
public sealed record TravelCase(string Name, Func<TravelCase.Result> Run)
{
    /// <summary>What became of it: bytes and text, each after there and back.</summary>
    public sealed record Result(byte[] Bytes, string Json);

    /// <summary>A value that travels without a connection. What arrives is compared by its bytes and its JSON, and with <paramref name="same"/>.</summary>
    public static TravelCase Of<T>(string name, T sample, Func<T, T, bool>? same = null) => new(name, () => ThereAndBack(sample, null, same));

    /// <summary>A value with live objects.</summary>
    public static TravelCase Live<T>(string name, T sample, ValueCodec<T>? codec = null) => new(name, () => ThereAndBack(sample, new Table(), null, codec));

    /// <summary>A value without a JSON form.</summary>
    public static TravelCase Binary<T>(string name, T sample) => new(name, () =>
    {
        byte[] bytes = RpcCodec.Encode(sample);
        Assert.Equal(bytes, RpcCodec.Encode(RpcCodec.Decode<T>(bytes)));
        Assert.Equal(RpcStatus.Unimplemented, Assert.Throws<RpcException>(() => RpcCodec.EncodeJson(sample)).Status);
        return new Result(bytes, "");
    });

    private static Result ThereAndBack<T>(T sample, Table? table, Func<T, T, bool>? same, ValueCodec<T>? codec = null)
    {
        codec ??= CodecRegistry.Find<T>() ?? throw new InvalidOperationException($"No contract carries {typeof(T)}.");
        byte[] bytes = Write(codec, sample, table);
        var reader = new RpcReader(bytes, table);
        T back = codec.Read(ref reader);
        reader.End();
        Assert.Equal(bytes, Write(codec, back, table));
        string json = WriteJson(codec, sample, table);
        var jsonReader = new RpcJsonReader(Encoding.UTF8.GetBytes(json), table);
        T backFromJson = codec.ReadJson(ref jsonReader);
        jsonReader.End();
        Assert.Equal(json, WriteJson(codec, backFromJson, table));
        Assert.Equal(bytes, Write(codec, backFromJson, table));
        if (same is not null)
        {
            Assert.True(same(sample, back) && same(sample, backFromJson));
        }

        return new Result(bytes, json);
    }

    private static byte[] Write<T>(ValueCodec<T> codec, T value, Table? table)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new RpcWriter(output, table);
        codec.Write(ref writer, value);
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    private static string WriteJson<T>(ValueCodec<T> codec, T value, Table? table)
    {
        var output = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(output);
        var writer = new RpcJsonWriter(json, table);
        codec.WriteJson(ref writer, value);
        json.Flush();
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private sealed class Table : IReferenceTable
    {
        private object? _target;

        public (string Uri, ulong Id) Export<T>(T target)
            where T : class
        {
            _target = target;
            return ("rpc://127.0.0.1:9101/account", 7);
        }

        public T Import<T>(string uri, ulong id)
            where T : class => (T)_target!;
    }
}
