using System.Text.RegularExpressions;
using Rpc.NameServer.Registry;
using Xunit;

namespace Rpc.NameServer.Tests;

public class GlobTests
{
    [Theory]
    [InlineData("*", "", true)]
    [InlineData("*", "anything", true)]
    [InlineData("a*", "a", true)]
    [InlineData("a*c*e", "abcde", true)]
    [InlineData("a*c*e", "abcd", false)]
    [InlineData("?", "😀", true)]
    [InlineData("??", "😀", false)]
    [InlineData("a?c", "aBc", true)]
    [InlineData("A*", "abc", false)]
    [InlineData("a.c", "abc", false)]
    [InlineData("[ab]", "a", false)]
    [InlineData("", "a", false)]
    public void A_pattern_matches_the_whole_name(string pattern, string name, bool matches) => Assert.Equal(matches, new Glob(pattern).Matches(name));

    [Fact]
    public void A_pattern_agrees_with_the_regular_expression_it_means()
    {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++)
        {
            string pattern = string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => "ab*?"[random.Next(4)]));
            string name = string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => "ab"[random.Next(2)]));
            string meaning = "^" + Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal) + "$";
            Assert.Equal(Regex.IsMatch(name, meaning), new Glob(pattern).Matches(name));
        }
    }

    [Fact]
    public void A_hostile_pattern_costs_no_more_than_its_length_times_the_names()
    {
        string name = new('a', 255);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.False(new Glob(string.Concat(Enumerable.Repeat("a*", 127)) + "b").Matches(name));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(1));
    }
}
