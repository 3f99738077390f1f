using Rpc.Naming;
using Xunit;

namespace Rpc.Cli.Tests;

/// <summary>Commands that change what is registered.</summary>
public class ChangingCommandTests : CliTest
{
    public ChangingCommandTests() => Clock = new StandingClock();

    [Fact]
    public async Task Register_takes_tags_metadata_weight_and_lease()
    {
        Assert.Equal(0, await Run("register", "p", "rpc://10.0.0.1:1/p", "--ns", "10.0.0.9", "--tag", "a", "--meta", "model=LX=2", "--meta", "empty=", "--meta", "model=LX=3", "--weight", "3", "--lease", "60"));
        Assert.Equal("registered p as rpc://10.0.0.1:1/p, for 60 s\n", Output);
        NameInstance instance = Assert.Single((await Access.Server.LookupAsync("p")).Instances);
        Assert.Equal((3, 60), (instance.Weight, instance.LeaseSeconds));
        Assert.Equal(["empty=", "model=LX=3"], instance.Metadata.Select(pair => $"{pair.Key}={pair.Value}").Order());
    }

    [Theory]
    [InlineData("no metadata", "--meta", "novalue")]
    [InlineData("no metadata", "--meta", "=value")]
    [InlineData("no weight", "--weight", "0")]
    [InlineData("no weight", "--weight", "1001")]
    [InlineData("no tag", "--tag", "")]
    [InlineData("no lease", "--lease", "86401")]
    public async Task Register_tells_what_it_cannot_read(string says, params string[] arguments)
    {
        Assert.Equal(2, await Run(["register", "p", "rpc://10.0.0.1:1/p", .. arguments]));
        Assert.Contains(says, Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tag_replaces_tags_or_metadata_of_all_instances_or_of_one()
    {
        await Register("p", tags: ["old"], mode: RegisterMode.Add);
        await Register("p", "rpc://10.0.0.2:1/p", tags: ["old"], mode: RegisterMode.Add);

        Assert.Equal(0, await Run("tag", "p", "--tag", "a", "--tag", "b"));
        Assert.Equal("tagged p\n", Output);
        Assert.Equal(0, await Run("tag", "p", "--meta", "k=v", "--uri", "rpc://10.0.0.2:1/p"));
        IReadOnlyList<NameInstance> instances = (await Access.Server.LookupAsync("p")).Instances;
        Assert.All(instances, instance => Assert.Equal(["a", "b"], instance.Tags));
        Assert.Equal([0, 1], instances.Select(instance => instance.Metadata.Count));

        Assert.Equal(0, await Run("tag", "p", "--no-tags", "--no-meta"));
        Assert.All((await Access.Server.LookupAsync("p")).Instances, instance => Assert.Equal(0, instance.Tags.Count + instance.Metadata.Count));
    }

    [Theory]
    [InlineData]
    [InlineData("--uri", "rpc://10.0.0.2:1/p")]
    [InlineData("--tag", "a", "--no-tags")]
    [InlineData("--meta", "a=b", "--no-meta")]
    public async Task Tag_without_anything_to_replace_or_with_both_is_wrong_usage(params string[] arguments) =>
        Assert.Equal(2, await Run(["tag", "p", .. arguments]));

    [Theory]
    [InlineData("lookup", "printr")]
    [InlineData("ping", "printr")]
    [InlineData("describe", "Printer")]
    [InlineData("call", "pritner", "Add")]
    [InlineData("remove", "printers")]
    [InlineData("tag", "prinfer", "--no-tags")]
    public async Task A_name_that_does_not_exist_brings_near_ones_to_mind(params string[] arguments)
    {
        await Register("printer");
        await Register("zebra");

        Assert.Equal(1, await Run(arguments));
        Assert.EndsWith("Did you mean 'printer'?", Error, StringComparison.Ordinal);
        Assert.DoesNotContain("zebra", Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_most_three_near_names_are_told_and_none_where_none_is_near()
    {
        foreach (string name in (string[])["server1", "server2", "server3", "server4"])
        {
            await Register(name);
        }

        await Run("lookup", "server");
        Assert.EndsWith("Did you mean 'server1', 'server2' or 'server3'?", Error, StringComparison.Ordinal);
        await Run("lookup", "else");
        Assert.DoesNotContain("Did you mean", Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Remove_by_tag_takes_only_the_instances_that_have_it()
    {
        await Register("p", tags: ["old"], mode: RegisterMode.Add);
        await Register("p", "rpc://10.0.0.2:1/p", mode: RegisterMode.Add);
        await Register("q", tags: ["old"]);
        await Register("r", tags: ["old"]);

        Assert.Equal(0, await Run("remove", "--tag", "old", "--prefix", "p"));
        Assert.Equal("removed 1 name\n", Output);
        Assert.Equal("rpc://10.0.0.2:1/p", Assert.Single((await Access.Server.LookupAsync("p")).Instances).Uri);
        Assert.Equal(0, await Run("remove", "--tag", "old"));
        Assert.Equal("removed 2 names\n", Output);
        Assert.Equal(2, await Run("remove", "p", "--tag", "old"));
    }

    [Theory]
    [InlineData("y", 0, 1)]
    [InlineData("YES\n", 0, 1)]
    [InlineData("n", 1, 4)]
    [InlineData("", 1, 4)]
    [InlineData("yesterday", 1, 4)]
    public async Task Several_names_are_removed_only_after_a_yes(string answer, int code, int left)
    {
        await RegisterThree();
        Answer = answer;

        Assert.Equal(code, await Run("remove", "--prefix", "t."));
        Assert.StartsWith("Remove 3 names (t.1, t.2, t.3)? [y/N] ", Errors, StringComparison.Ordinal);
        Assert.Equal(code == 1, Errors.Contains("Nothing was removed.", StringComparison.Ordinal));
        Assert.Equal(left, await Access.Server.CountAsync());
    }

    [Fact]
    public async Task Nothing_is_asked_for_one_name_with_yes_or_without_a_terminal()
    {
        await RegisterThree();
        Answer = "n";

        Assert.Equal((0, ""), (await Run("remove", "--prefix", "t.1"), Errors));
        Assert.Equal((0, ""), (await Run("remove", "--prefix", "t.", "--yes"), Errors));
        Answer = null;
        await RegisterThree();
        Assert.Equal((0, "removed 3 names\n"), (await Run("remove", "--glob", "t.?"), Output));
    }

    [Fact]
    public async Task A_question_may_take_longer_than_the_timeout()
    {
        await RegisterThree();
        using var reader = new SlowReader();
        using var output = new StringWriter();
        var console = new Output.CliConsole(output, TextWriter.Null, terminalWidth: null, answers: reader);

        Assert.Equal(0, await new CliApp(console, Access.Connect).RunAsync(["remove", "--prefix", "t.", "--timeout", "5"], handleSignals: false));
        Assert.Equal("removed 3 names", output.ToString().Trim());
    }

    private async Task RegisterThree()
    {
        await Register("other");
        foreach (string name in (string[])["t.1", "t.2", "t.3"])
        {
            await Register(name);
        }
    }

    /// <summary>Somebody who thinks for six seconds.</summary>
    private sealed class SlowReader : StringReader
    {
        public SlowReader()
            : base("y\n")
        {
        }

        public override string? ReadLine()
        {
            Thread.Sleep(6000);
            return base.ReadLine();
        }
    }
}
