using Rpc.NameServer.Registry;
using Xunit;

namespace Rpc.NameServer.Tests;

public class SortedNamesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void It_agrees_with_a_sorted_set_through_any_changes(int seed)
    {
        var random = new Random(seed);
        var expected = new SortedSet<string>(StringComparer.Ordinal);
        var names = new SortedNames();
        for (int i = 0; i < 20_000; i++)
        {
            string name = $"n{(seed == 3 ? i : random.Next(6000))}";
            if (random.Next(3) == 0)
            {
                expected.Remove(name);
                names.Remove(name);
            }
            else
            {
                expected.Add(name);
                names.Add(name);
            }
        }

        Assert.Equal(expected.Count, names.Count);
        Assert.Equal(expected, Copy(names, "", true, int.MaxValue));
        foreach (string from in (string[])["", "n", "n2", "n2999", "n5999", "z", expected.First(), expected.ElementAt(expected.Count / 2)])
        {
            Assert.Equal(expected.Where(name => string.CompareOrdinal(name, from) >= 0).Take(700), Copy(names, from, true, 700));
            Assert.Equal(expected.Where(name => string.CompareOrdinal(name, from) > 0).Take(700), Copy(names, from, false, 700));
        }
    }

    private static List<string> Copy(SortedNames names, string from, bool inclusive, int max)
    {
        var output = new List<string>();
        names.CopyFrom(from, inclusive, output, max);
        return output;
    }
}
