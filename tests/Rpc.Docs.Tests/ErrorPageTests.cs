using System.Globalization;

namespace Rpc.Docs.Tests;

/// <summary>docs/errors.md tells of everything that the sources log, count and fail with, and of nothing else.</summary>
public sealed class ErrorPageTests
{
    private static readonly string s_page = MarkdownPages.Read("docs/errors.md");

    [Fact]
    public void Every_event_of_the_log_has_a_row_with_its_level_and_what_to_do()
    {
        IReadOnlyDictionary<int, string> logged = SourceFacts.Events();
        IReadOnlyList<string[]> rows = PageTable.Read(s_page, "| id | level |").Rows;
        Assert.InRange(logged.Count, 35, int.MaxValue);
        AssertSame(logged.Keys.Select(static id => id.ToString(CultureInfo.InvariantCulture)), rows.Select(static row => row[0]));
        Assert.All(rows, row => Assert.Contains(logged[int.Parse(row[0], CultureInfo.InvariantCulture)], row[1], StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Every_instrument_has_a_row_with_its_unit_and_what_to_do()
    {
        IReadOnlyDictionary<string, string> made = SourceFacts.Instruments();
        IReadOnlyList<string[]> rows = PageTable.Read(s_page, "| metric | unit |").Rows;
        Assert.InRange(made.Count, 10, int.MaxValue);
        AssertSame(made.Keys, rows.Select(static row => row[0]));
        Assert.All(rows, row => Assert.Equal(made[row[0]], row[1]));
    }

    [Theory]
    [InlineData("| status | what", "src/Rpc.Runtime/Errors/RpcStatus.cs", 17)]
    [InlineData("| reason | what", "src/Rpc.Runtime/Errors/RpcErrorReason.cs", 13)]
    [InlineData("| fault | the peer sent | what", "src/Rpc.Runtime/Protocol/ProtocolFault.cs", 17)]
    public void Every_status_reason_and_fault_has_a_row(string header, string file, int least)
    {
        IReadOnlySet<string> members = SourceFacts.Members(file);
        Assert.InRange(members.Count, least, int.MaxValue);
        AssertSame(members, PageTable.Read(s_page, header).Keys);
    }

    [Fact]
    public void Events_and_instruments_are_found_in_every_way_of_writing_them()
    {
        Assert.Equal([new(7, "Debug"), new(8, ""), new(9, "Error")], SourceFacts.Events("[LoggerMessage(7, LogLevel.Debug, \"a\")] [LoggerMessage(EventId = 8, Message = \"b\")]\n[LoggerMessage(EventId = 9, Level = LogLevel.Error, Message = \"c\")]"));
        Assert.Equal([new("rpc.a.b", "By"), new("rpc.c", "{call}")], SourceFacts.Instruments("Meter.CreateCounter<long>(\"rpc.a.b\", \"By\", \"text\"); Add(\n    \"rpc.c\", \"{call}\", \"text\"); Tag(\"rpc.d\", x)"));
    }

    private static void AssertSame(IEnumerable<string> inSources, IEnumerable<string> inPage)
    {
        string[] sources = [.. inSources];
        string[] page = [.. inPage];
        Assert.Empty(sources.Except(page).Select(static name => $"{name}: docs/errors.md has no row"));
        Assert.Empty(page.Except(sources).Select(static name => $"{name}: docs/errors.md has a row, and the sources have no such name"));
        Assert.Equal(page.Length, page.Distinct().Count());
    }
}
