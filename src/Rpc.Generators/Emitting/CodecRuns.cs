using System.Collections.Generic;
using Rpc.Generators.Model;

namespace Rpc.Generators.Emitting;

/// <summary>Members that follow each other and all have a fixed size: reserved and checked once.</summary>
internal static class CodecRuns
{
    /// <summary>First member, number of members and bytes; 0 bytes: one member of variable size.</summary>
    public readonly record struct Run(int First, int Count, int Size);

    public static IEnumerable<Run> Of(EquatableArray<TypeMember> members)
    {
        for (int first = 0; first < members.Count;)
        {
            int size = 0;
            int next = first;
            while (next < members.Count && members[next].Type.Layout is { } layout)
            {
                size += layout.Size;
                next++;
            }

            if (next == first)
            {
                next++;
            }

            yield return new Run(first, next - first, size);
            first = next;
        }
    }
}
