using System.Buffers;

namespace Rpc.Fuzz.Targets;

/// <summary>A piece of a sequence.</summary>
internal sealed class Segment : ReadOnlySequenceSegment<string>
{
    /// <summary>The items, one in each piece.</summary>
    public static ReadOnlySequence<string> Sequence(string[] items)
    {
        var first = new Segment { Memory = items.AsMemory(0, 1) };
        Segment last = first;
        for (int i = 1; i < items.Length; i++)
        {
            var next = new Segment { Memory = items.AsMemory(i, 1), RunningIndex = i };
            last.Next = next;
            last = next;
        }

        return new ReadOnlySequence<string>(first, 0, last, 1);
    }
}
