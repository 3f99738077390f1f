using Rpc.Tests.Shared;

namespace Rpc.Docs.Tests;

public sealed class ListingTests
{
    // RPC_UPDATE_LISTINGS=1 writes the pages instead of comparing them.
    private static readonly bool Update = Environment.GetEnvironmentVariable("RPC_UPDATE_LISTINGS") == "1";

    public static TheoryData<string> Pages => [.. MarkdownPages.All];

    // The pages of the diagnostics show mistakes on purpose; Rpc.Generators.Tests compiles each of their blocks and expects the mistake.
    public static TheoryData<string> PagesOfListings => [.. MarkdownPages.All.Where(page => !page.StartsWith("docs/diagnostics/", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_listing_in_a_page_is_what_its_source_file_says(string page)
    {
        string text = MarkdownPages.Read(page);

        string refreshed = ListingPage.Refresh(text, file => File.ReadAllText(RepositoryPaths.Path("docs", "listings", file)));

        if (Update && refreshed != text)
        {
            File.WriteAllText(RepositoryPaths.Path(page), refreshed);
        }
        else
        {
            Assert.Equal(refreshed, text);
        }
    }

    [Theory]
    [MemberData(nameof(PagesOfListings))]
    public void Every_csharp_block_in_a_page_is_a_listing_that_is_compiled(string page) =>
        Assert.Empty(ListingPage.StrayBlocks(MarkdownPages.Read(page)));

    [Fact]
    public void A_region_is_cut_without_its_indentation()
    {
        string source = "class X\n{\n    #region part\n    if (a)\n    {\n\n        b();\n    }\n    #endregion\n}\n";

        Assert.Equal("if (a)\n{\n\n    b();\n}", Listing.Cut(source, "part"));
    }

    [Theory]
    [InlineData("#region part\n")]
    [InlineData("#region other\n#endregion\n")]
    public void A_region_that_is_missing_or_does_not_end_is_an_error(string source) =>
        Assert.Throws<FormatException>(() => Listing.Cut(source, "part"));

    [Fact]
    public void A_page_that_differs_from_its_listing_is_refreshed()
    {
        const string Page = "before\n<!-- listing: X.cs#part -->\n```csharp\nold();\n```\n<!-- /listing -->\nafter\n";

        string refreshed = ListingPage.Refresh(Page, _ => "#region part\nnew();\n#endregion\n");

        Assert.Equal(Page.Replace("old", "new", StringComparison.Ordinal), refreshed);
    }

    [Fact]
    public void A_csharp_block_without_a_listing_is_found_and_a_reason_excuses_it()
    {
        const string Page = "```csharp\nstray();\n```\n<!-- not compiled: shows an error -->\n```csharp\nwrong(\n```\n```sh\nls\n```\n";

        Assert.Equal(["stray();"], ListingPage.StrayBlocks(Page));
    }
}
