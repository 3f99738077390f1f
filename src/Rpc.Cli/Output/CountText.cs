using System.Globalization;

namespace Rpc.Cli.Output;

/// <summary>How many of something, as people say it.</summary>
internal static class CountText
{
    /// <summary>The number and the word: <c>1 name</c>, <c>2 names</c>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="one">The word for one.</param>
    /// <param name="many">The word for any other number; null for the same with an s.</param>
    public static string Of(long count, string one, string? many = null) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many ?? one + "s")}");
}
