namespace Rpc.Hosting.Configuration;

/// <summary>How near two words are, for what somebody may have meant.</summary>
internal static class EditDistance
{
    /// <summary>Those of <paramref name="candidates"/> that are near <paramref name="word"/>, at most three, the nearest first. Case does not count.</summary>
    public static IReadOnlyList<string> Nearest(string word, IEnumerable<string> candidates)
    {
        string wanted = word.ToUpperInvariant();
        int limit = Math.Max(1, word.Length / 3);
        return [.. candidates
            .Where(candidate => Math.Abs(candidate.Length - word.Length) <= limit && !string.Equals(candidate, word, StringComparison.Ordinal))
            .Select(candidate => (Candidate: candidate, Distance: Between(wanted, candidate.ToUpperInvariant())))
            .Where(one => one.Distance <= limit)
            .OrderBy(one => one.Distance)
            .ThenBy(one => one.Candidate, StringComparer.Ordinal)
            .Select(one => one.Candidate)
            .Distinct(StringComparer.Ordinal)
            .Take(3)];
    }

    /// <summary>The question that a message ends with, with a space in front; empty where nothing is near.</summary>
    public static string Question(IReadOnlyList<string> near) => near.Count switch
    {
        0 => string.Empty,
        1 => $" Did you mean '{near[0]}'?",
        _ => $" Did you mean {string.Join(", ", near.Take(near.Count - 1).Select(static one => $"'{one}'"))} or '{near[^1]}'?",
    };

    /// <summary>The fewest insertions, removals, replacements and swaps of neighbours that make one word of the other.</summary>
    private static int Between(string a, string b)
    {
        int[] beforeLast = new int[b.Length + 1];
        int[] last = [.. Enumerable.Range(0, b.Length + 1)];
        int[] row = new int[b.Length + 1];
        for (int i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
                }
            }

            (beforeLast, last, row) = (last, row, beforeLast);
        }

        return last[b.Length];
    }
}
