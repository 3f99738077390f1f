using Rpc.Generators.Parsing;

namespace Rpc.Generators.Tests;

public sealed class SummaryTests
{
    [Theory]
    [InlineData("/// <summary>Adds.</summary>\n", "Adds.")]
    [InlineData("    /// <summary>\r\n    /// Adds.\r\n    /// More.\r\n    /// </summary>\r\n", "Adds.")]
    [InlineData("/// <summary>Adds <paramref name=\"x\"/> to <see cref=\"A.B.Sum(int, int)\"/>, <see cref=\"T:A.C\"/> &amp; <c>y &lt; 3</c>.</summary>\n", "Adds x to Sum, C & y < 3.")]
    [InlineData("/** <summary>\n * Adds.\n * </summary> */\n", "Adds.")]
    [InlineData("/// <summary></summary>\n", null)]
    [InlineData("/// <summary>Cut off\n", null)]
    [InlineData("// A comment.\n", null)]
    [InlineData("", null)]
    public void The_first_line_of_a_summary_as_plain_text(string trivia, string? expected) => Assert.Equal(expected, ContractSummary.FirstLine(trivia));
}
