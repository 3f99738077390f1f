namespace Rpc.Hostile.Tests;

/// <summary>Draws mutations, those that a connection survives more often.</summary>
internal static class Mutator
{
    private static readonly (int Weight, Func<Random, ulong, Shot> Make)[] s_table =
    [
        (60, RequestMutations.Valid),
        (300, RequestMutations.FlipArguments),
        (80, RequestMutations.LieInArguments),
        (120, RequestMutations.RandomArguments),
        (60, RequestMutations.CutArguments),
        (60, RequestMutations.SwapMethods),
        (60, RequestMutations.ChangeCallHeader),
        (30, RequestMutations.Cancelled),
        (10, FrameMutations.FlipHeader),
        (5, FrameMutations.Length),
        (5, FrameMutations.Cut),
        (10, FrameMutations.Type),
        (5, FrameMutations.Flags),
        (3, FrameMutations.Reserved),
        (40, FrameMutations.RandomBody),
        (10, FrameMutations.Duplicates),
        (5, FrameMutations.Noise),
        (10, SequenceMutations.Chunks),
        (20, SequenceMutations.ValidChunks),
        (20, SequenceMutations.Credit),
        (30, SequenceMutations.Bindings),
        (20, SequenceMutations.Shapes),
        (40, SequenceMutations.Answers),
    ];

    private static readonly int s_sum = s_table.Sum(static row => row.Weight);

    public static Shot Next(Random random, ulong id)
    {
        int at = random.Next(s_sum);
        foreach ((int weight, Func<Random, ulong, Shot> make) in s_table)
        {
            at -= weight;
            if (at < 0)
            {
                return make(random, id);
            }
        }

        throw new InvalidOperationException("The weights do not add up.");
    }
}
