using System.Text;
using Rpc.Fuzz.Engine;

namespace Rpc.Fuzz.Targets;

/// <summary>The JSON of one type: it is read or refused; what is read is written, and what was written is read and written to the same text and the same bytes.</summary>
internal sealed class JsonTarget<T>(string name, Reader<T> reader, T[] samples, TargetKind kind) : FuzzTarget("json-" + name, samples.Select(sample => reader.WriteJson(sample) ?? []))
{
    private static readonly byte[][] Common =
    [
        .. new[]
        {
            "null", "true", "false", "0", "-1", "1.5", "1e9", "1e999", "\"\"", "\"a\"", "[", "]", "{", "}", ",", ":", "[]", "{}", "\"$type\":", "\"$type\":1,", "\"name\":", "\"next\":", "\"value\":", "\"\\u0000\"", "\"\\ud800\"", "\"NaN\"",
            "\"Infinity\"", "9223372036854775807", "\"-170141183460469231731687303715884105728\"", "\"00112233-4455-6677-8899-aabbccddeeff\"", "\"2026-11-21T12:34:56.7890000Z\"", "\"1.02:03:04\"", "\"12:34\"", "\"AQI=\"", "\"en-US\"", "\"1.2.3\"", "\"1e5\"", " ",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public override byte[][] Tokens => Common;

    public override bool Run(ReadOnlySpan<byte> input)
    {
        if (!reader.TryReadJson(input, out T value))
        {
            return false;
        }

        byte[] bytes = reader.Write(value);
        byte[]? first = reader.WriteJson(value);
        reader.Release(value);
        if (first is null)
        {
            throw new InvariantException("What was read from JSON has no JSON form.");
        }

        T again = reader.TryReadJson(first, out T read) ? read : throw new InvariantException($"Its own JSON is refused: {Encoding.UTF8.GetString(first)}");
        Invariants.Same(bytes, reader.Write(again), kind);
        Invariants.Same(first, reader.WriteJson(again), kind);
        Invariants.Same(bytes, reader.TryRead(bytes, out T third) ? reader.Write(third) : null, kind);
        return true;
    }
}
