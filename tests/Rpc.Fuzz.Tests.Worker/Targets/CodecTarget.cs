using Rpc.Fuzz.Engine;

namespace Rpc.Fuzz.Targets;

/// <summary>
/// The binary form of one type: it is read or refused; what is read is written, and what was written is read and written to the same bytes; its JSON, where
/// it has any, is read too.
/// </summary>
internal sealed class CodecTarget<T>(string name, Reader<T> reader, T[] samples, bool isOrdered) : FuzzTarget("codec-" + name, samples.Select(reader.Write))
{
    public override bool Run(ReadOnlySpan<byte> input)
    {
        if (!reader.TryRead(input, out T value))
        {
            return false;
        }

        byte[] first = reader.Write(value);
        byte[]? json = reader.WriteJson(value);
        reader.Release(value);
        Invariants.Same(first, reader.TryRead(first, out T again) ? reader.Write(again) : null, isOrdered);
        reader.Release(again);
        // Its text may be shorter than its bytes, and so may its budget be.
        if (json is not null && !reader.TryReadJson(json, out _) && !reader.WasOverLimit)
        {
            throw new InvariantException($"Its own JSON is refused: {System.Text.Encoding.UTF8.GetString(json)}");
        }

        return true;
    }
}
