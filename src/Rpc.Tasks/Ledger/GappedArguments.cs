using System.Buffers.Binary;
using Rpc.Tasks.Stores;

namespace Rpc.Tasks.Ledger;

/// <summary>Arguments of which some are results of other tasks: the encoded others, and where those go.</summary>
/// <remarks>Arguments are encoded one after another with nothing between them, and a list is its count and its items: so encoded results go in as they are.</remarks>
internal static class GappedArguments
{
    /// <summary>The whole arguments.</summary>
    /// <param name="arguments">Those that were known, with nothing where the others go.</param>
    /// <param name="needs">What goes where, with all results.</param>
    public static byte[] Fill(byte[] arguments, IReadOnlyList<TaskNeed> needs)
    {
        var output = new List<byte>(arguments.Length + needs.Sum(static need => need.Place < 0 ? 0 : need.Result?.Length ?? 0));
        byte[] count = new byte[sizeof(int)];
        int taken = 0;
        foreach (IGrouping<int, TaskNeed> gap in needs.Where(static need => need.Place >= 0).GroupBy(static need => need.Place).OrderBy(static gap => gap.Key))
        {
            TaskNeed[] parts = [.. gap.OrderBy(static need => need.Order)];
            int offset = parts[0].Offset;
            output.AddRange(arguments.AsSpan(taken..offset));
            taken = offset;
            if (parts[0].Order >= 0)
            {
                BinaryPrimitives.WriteInt32LittleEndian(count, parts.Length);
                output.AddRange(count);
            }

            foreach (TaskNeed part in parts)
            {
                output.AddRange(part.Result ?? throw new InvalidOperationException($"The result of task {part.Needed} is missing among those that {part.Needing} needs."));
            }
        }

        output.AddRange(arguments.AsSpan(taken));
        return [.. output];
    }
}
