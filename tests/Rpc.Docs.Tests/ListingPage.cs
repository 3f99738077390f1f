using System.Text.RegularExpressions;

namespace Rpc.Docs.Tests;

/// <summary>A page whose C# blocks come from listings: <c>&lt;!-- listing: File.cs#region --&gt;</c>, the block, <c>&lt;!-- /listing --&gt;</c>.</summary>
internal static partial class ListingPage
{
    /// <summary>The page with every listing block as its source has it now.</summary>
    /// <param name="text">The page.</param>
    /// <param name="readListing">Gives the text of a file under docs/listings.</param>
    public static string Refresh(string text, Func<string, string> readListing) => Blocks().Replace(text, match =>
    {
        string code = Listing.Cut(readListing(match.Groups["file"].Value), match.Groups["region"].Value);
        return $"{match.Groups["open"].Value}\n```csharp\n{code}\n```\n<!-- /listing -->";
    });

    /// <summary>The first lines of C# blocks that no listing stands behind. <c>&lt;!-- not compiled: reason --&gt;</c> before a block excuses it.</summary>
    public static IReadOnlyList<string> StrayBlocks(string text) =>
        [.. CSharpBlocks().Matches(Blocks().Replace(text, string.Empty)).Where(match => !match.Groups["excuse"].Success).Select(match => match.Groups["first"].Value)];

    [GeneratedRegex(@"(?<open><!-- listing: (?<file>[\w./-]+)#(?<region>[\w-]+) -->)\n(?:```csharp\n.*?\n```\n)?<!-- /listing -->", RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex(@"(?<excuse><!-- not compiled: [^\n]+ -->\n)?^```(?:csharp|cs|c#)\n(?<first>[^\n]*)", RegexOptions.Multiline)]
    private static partial Regex CSharpBlocks();
}
