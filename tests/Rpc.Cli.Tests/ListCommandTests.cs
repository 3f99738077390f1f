using System.Text.Json;
using Rpc.Naming;
using Xunit;

namespace Rpc.Cli.Tests;

public class ListCommandTests : CliTest
{
    private const string Escape = "\u001b[";

    [Fact]
    public async Task A_table_has_a_row_for_each_instance_and_whole_cells_where_no_terminal_is()
    {
        await Register("b", tags: ["x", "[red]"]);
        await Register("a", lease: 0, mode: RegisterMode.Add);
        await Register("a", "rpc://10.0.0.2:9101/" + new string('a', 200), mode: RegisterMode.Add);

        Assert.Equal(0, await Run("list"));
        Assert.Equal(["NAME", "URI", "LEASE", "SINCE", "TAGS"], Words(Lines[0]));
        Assert.Equal(["a", "rpc://10.0.0.1:9101/x", "none"], Words(Lines[1])[..3]);
        Assert.Equal(["a", "rpc://10.0.0.2:9101/" + new string('a', 200), "15", "s"], Words(Lines[2])[..4]);
        Assert.Equal(["b", "rpc://10.0.0.1:9101/x", "15", "s"], Words(Lines[3])[..4]);
        Assert.EndsWith("Z  x, [red]", Lines[3], StringComparison.Ordinal);
        Assert.Equal(4, Lines.Length);
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task Columns_that_say_nothing_are_left_out()
    {
        await Register("a", lease: 0);
        await Run("list");
        Assert.Equal(["NAME", "URI", "SINCE"], Words(Lines[0]));

        await Access.Server.RegisterAsync(new NameRegistration("b", "rpc://10.0.0.1:9101/x", "s", Weight: 7, LeaseSeconds: 0, Metadata: new Dictionary<string, string> { ["z"] = "1", ["a"] = "2" }));
        await Run("list");
        Assert.Equal(["NAME", "URI", "WEIGHT", "SINCE", "METADATA"], Words(Lines[0]));
        Assert.EndsWith("a=2, z=1", Lines[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a,b", "--tag", "x")]
    [InlineData("a", "--tag", "x", "--tag", "y")]
    [InlineData("a,b,c", "--any-tag", "x", "--any-tag", "z")]
    [InlineData("b", "--any-tag", "x", "--tag", "w")]
    [InlineData("a", "a", "--tag", "x")]
    [InlineData("", "--tag", "nothing")]
    public async Task Tags_narrow_the_list_to_instances_that_have_all_or_any(string names, params string[] arguments)
    {
        await Register("a", tags: ["x", "y"]);
        await Register("b", tags: ["x", "w"]);
        await Register("c", tags: ["z"]);
        await Register("d");

        Assert.Equal(0, await Run(["list", "--json", .. arguments]));
        Assert.Equal(names, string.Join(',', JsonDocument.Parse(Output).RootElement.EnumerateArray().Select(entry => entry.GetProperty("name").GetString())));
    }

    [Fact]
    public async Task Each_row_is_one_line_of_the_terminal_and_what_is_cut_ends_with_an_ellipsis()
    {
        await Register("short");
        await Register(new string('n', 120), "rpc://10.0.0.2:9101/" + new string('u', 100), tags: ["many words of a tag", new string('t', 90)]);
        await Register("日本語日本語日本語日本語日本語日本語日本語日本語", tags: ["日本"]);
        Width = 60;

        Assert.Equal(0, await Run("list"));
        Assert.Equal(5, Lines.Length);
        Assert.All(Lines, line => Assert.InRange(Cells(line), 1, 60));
        Assert.Contains("…", Lines[1], StringComparison.Ordinal);
        Assert.Equal("3 names", Lines[4]);
    }

    [Fact]
    public async Task Colours_are_for_terminals_that_show_them()
    {
        await Register("a", tags: ["[red]"]);
        Width = 120;

        await Run("list");
        Assert.DoesNotContain(Escape, Output, StringComparison.Ordinal);
        Assert.Contains("AGE", Lines[0], StringComparison.Ordinal);
        Colours = true;
        await Run("list");
        Assert.Contains(Escape + "1ma" + Escape + "0m", Output, StringComparison.Ordinal);
        Assert.Contains("[red]", Output, StringComparison.Ordinal);
        Width = null;
        await Run("list");
        Assert.DoesNotContain(Escape, Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_terminal_also_tells_how_many_there_are()
    {
        Width = 100;
        await Run("list");
        Assert.Equal("no names\n", Output);
        await Register("a", mode: RegisterMode.Add);
        await Register("a", "rpc://10.0.0.2:9101/a", mode: RegisterMode.Add);
        await Run("list");
        Assert.Equal("1 name, 2 instances", Lines[^1]);
    }

    [Fact]
    public async Task A_column_that_only_a_later_page_needs_begins_there_under_new_headings()
    {
        for (int i = 0; i < 1000; i++)
        {
            await Register($"n{i:0000}", lease: 0);
        }

        await Register("n9999", lease: 0, tags: ["late"]);
        await Run("list");
        Assert.Equal(["NAME", "URI", "SINCE"], Words(Lines[0]));
        Assert.Equal(["NAME", "URI", "SINCE", "TAGS"], Words(Lines[1001]));
        Assert.EndsWith("late", Lines[1002], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_is_written_as_the_pages_come_and_is_one_array()
    {
        for (int i = 0; i < 2500; i++)
        {
            await Register($"n{i:0000}", lease: 0);
        }

        var seen = new List<int>();
        using var output = new CountingWriter(seen);
        await new CliApp(new Output.CliConsole(output, TextWriter.Null, terminalWidth: null), Access.Connect).RunAsync(["list", "--json"], handleSignals: false);

        Assert.Equal(2500, JsonDocument.Parse(output.ToString()).RootElement.GetArrayLength());
        Assert.All(seen, length => Assert.InRange(length, 1, 400_000));
        Assert.InRange(seen.Count, 3, 10);
        await Run("list", "nobody", "--json");
        Assert.Equal("[]\n", Output);
    }

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The columns that a terminal needs for a line: two for each of the characters of these tests that are not ASCII, except the ellipsis.</summary>
    private static int Cells(string line) => line.Sum(c => c < 128 || c == '…' ? 1 : 2);

    /// <summary>Tells how long each text was that was written at once.</summary>
    private sealed class CountingWriter(List<int> lengths) : StringWriter
    {
        public override void Write(string? value)
        {
            lengths.Add(value?.Length ?? 0);
            base.Write(value);
        }
    }
}
