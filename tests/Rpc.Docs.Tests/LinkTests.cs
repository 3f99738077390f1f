using Rpc.Tests.Shared;

namespace Rpc.Docs.Tests;

public sealed class LinkTests
{
    public static TheoryData<string> Pages => [.. MarkdownPages.All];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_relative_link_leads_to_a_file_and_to_a_heading_in_it(string page) =>
        Assert.Empty(LinkCheck.DeadLinks(MarkdownPages.Read(page), Path.GetDirectoryName(RepositoryPaths.Path(page))!));

    [Fact]
    public void Dead_links_are_found_and_links_in_code_and_to_other_sites_are_left_alone()
    {
        const string Page = "# A title, here\n[a](gone.md) [b](#a-title-here) [c](#gone) [d](https://example.org/x) `[e](gone.md)`\n```\n[f](gone.md)\n```\n";

        Assert.Equal(["gone.md: there is no such file", "#gone: there is no such heading"], LinkCheck.DeadLinks(Page, Path.GetTempPath()));
    }
}
