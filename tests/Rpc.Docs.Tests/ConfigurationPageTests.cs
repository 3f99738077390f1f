using Rpc.Gateway;
using Rpc.Hosting.Configuration;
using Rpc.NameServer.Hosting;
using Rpc.Tasks.Hosting;
using Rpc.Tests.Shared;

namespace Rpc.Docs.Tests;

/// <summary>docs/configuration.md has the tables by which the configuration is read.</summary>
public sealed class ConfigurationPageTests
{
    private const string Page = "docs/configuration.md";

    // RPC_UPDATE_LISTINGS=1 writes the page instead of comparing it.
    private static readonly bool s_update = Environment.GetEnvironmentVariable("RPC_UPDATE_LISTINGS") == "1";

    private static readonly (string Section, IEnumerable<SettingInfo> Settings)[] s_sections =
    [
        (ServerSettings.Section, ServerSettings.Table.Describe()),
        (ClientSettings.Section, ClientSettings.Table.Describe()),
        (NameServerSettings.Section, NameServerSettings.Table.Describe()),
        (TaskSettings.Section, TaskSettings.Table.Describe()),
        (GatewaySettings.Section, GatewaySettings.Table.Describe()),
    ];

    [Fact]
    public void Every_key_of_every_section_has_a_row_with_its_default()
    {
        string text = MarkdownPages.Read(Page);
        string refreshed = s_sections.Aggregate(text, static (page, section) => Refresh(page, section.Section, section.Settings));
        if (s_update && refreshed != text)
        {
            File.WriteAllText(RepositoryPaths.Path(Page), refreshed);
        }
        else
        {
            Assert.Equal(refreshed, text);
        }
    }

    [Fact]
    public void Every_limit_can_be_configured_for_both_sides()
    {
        string[] limits = [.. typeof(RpcLimits).GetProperties().Where(static property => property.CanWrite).Select(static property => $"Limits:{property.Name}")];
        Assert.InRange(limits.Length, 17, 100);
        Assert.Empty(limits.Except(ServerSettings.Table.Describe().Select(static setting => setting.Key)));
        Assert.Empty(limits.Except(ClientSettings.Table.Describe().Select(static setting => setting.Key)));
    }

    private static string Refresh(string page, string section, IEnumerable<SettingInfo> settings)
    {
        string open = $"<!-- keys: {section} -->\n";
        const string Close = "<!-- /keys -->";
        int begin = page.IndexOf(open, StringComparison.Ordinal);
        Assert.True(begin >= 0, $"{Page} has no place for the keys of {section}.");
        int end = page.IndexOf(Close, begin, StringComparison.Ordinal);
        string rows = string.Concat(settings.Select(one => $"| `{section}:{one.Key}` | {one.Type.Replace(" | ", ", ", StringComparison.Ordinal)} | {one.Default} | {one.Summary} |\n"));
        return $"{page[..begin]}{open}| key | value | default | what it is for |\n|---|---|---|---|\n{rows}{page[end..]}";
    }
}
