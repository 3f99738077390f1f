using Rpc.Tasks.Engine;

namespace Rpc.Tasks.Stores;

/// <summary>The specs that were read last: most tasks of a queue have the same, and need not be decoded each time. Used by one thread at a time.</summary>
internal sealed class SqliteSpecs
{
    private readonly (byte[] Bytes, TaskSpec Spec)[] _slots = new (byte[], TaskSpec)[64];

    /// <summary>The spec that these bytes are.</summary>
    public TaskSpec Read(ReadOnlySpan<byte> bytes)
    {
        var hash = default(HashCode);
        hash.AddBytes(bytes);
        ref (byte[] Bytes, TaskSpec Spec) slot = ref _slots[hash.ToHashCode() & (_slots.Length - 1)];
        if (slot.Bytes is null || !bytes.SequenceEqual(slot.Bytes))
        {
            slot = (bytes.ToArray(), TaskForms.Spec(bytes));
        }

        return slot.Spec;
    }
}
