using Xunit;

namespace Rpc.Cli.Tests;

public class UsageTests : CliTest
{
    [Theory]
    [InlineData]
    [InlineData("unknown")]
    [InlineData("list", "a", "b")]
    [InlineData("list", "--unknown")]
    [InlineData("lookup")]
    [InlineData("lookup", "")]
    [InlineData("register", "x")]
    [InlineData("register", "x", "http://x")]
    [InlineData("register", "x", "rpc://h:1/x", "--lease", "0")]
    [InlineData("register", "x", "rpc://h:1/x", "--lease", "soon")]
    [InlineData("register", "x", "rpc://h:1/x", "--mode", "steal")]
    [InlineData("remove")]
    [InlineData("watch", "a", "b")]
    [InlineData("lookup", "x", "--wait", "0")]
    [InlineData("tag", "x")]
    [InlineData("completion")]
    [InlineData("remove", "x", "--prefix", "x")]
    [InlineData("remove", "--prefix", "x", "--glob", "x")]
    [InlineData("call", "x")]
    [InlineData("ping", "rpc://x")]
    [InlineData("ping", "rpcname:")]
    [InlineData("ping", "x", "--ns", "host:port")]
    [InlineData("ping", "x", "--timeout", "0")]
    [InlineData("ping", "x", "--timeout", "soon")]
    [InlineData("ns", "--listen", "nowhere")]
    [InlineData("ns", "--store", "sqlite:")]
    [InlineData("ns", "--store", "paper:x")]
    public async Task Wrong_usage_is_told_without_a_stack_trace_and_ends_with_2(params string[] arguments)
    {
        Assert.Equal(2, await Run(arguments));
        Assert.Empty(Output);
        Assert.StartsWith("rpc: ", Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ns", "--store")]
    [InlineData("list", "PREFIX")]
    [InlineData("lookup", "NAME")]
    [InlineData("watch", "--any-tag")]
    [InlineData("lookup", "--wait")]
    [InlineData("tag", "--no-tags")]
    [InlineData("completion", "bash")]
    [InlineData("register", "--tag")]
    [InlineData("register", "--keep")]
    [InlineData("remove", "--glob")]
    [InlineData("describe", "NAME|URI")]
    [InlineData("call", "ARGUMENTS")]
    [InlineData("ping", "NAME|URI")]
    [InlineData("echo", "--name")]
    public async Task Every_command_explains_itself_with_examples(string command, string mentions)
    {
        Assert.Equal(0, await Run(command, "--help"));
        Assert.Contains(mentions, Output, StringComparison.Ordinal);
        Assert.Contains("Examples:\n  rpc ", Output, StringComparison.Ordinal);
        Assert.Contains("--ns", Output, StringComparison.Ordinal);
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task Help_lists_the_commands()
    {
        Assert.Equal(0, await Run("--help"));
        foreach (string command in (string[])["ns", "list", "watch", "lookup", "register", "tag", "remove", "describe", "call", "ping", "tasks", "echo", "completion"])
        {
            Assert.Contains($"\n  {command} ", Output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("There is no command 'lst'. Did you mean 'list'?", "lst")]
    [InlineData("There is no command 'rm'.", "rm")]
    [InlineData("There is no option --jsn. Did you mean '--json'?", "list", "--jsn")]
    [InlineData("There is no option --wiat. Did you mean '--wait'?", "lookup", "a", "--wiat=3")]
    public async Task A_mistyped_word_brings_the_right_one_to_mind(string says, params string[] arguments)
    {
        Assert.Equal(2, await Run(arguments));
        Assert.StartsWith("rpc: " + says, Errors, StringComparison.Ordinal);
        Assert.Equal(2, Errors.TrimEnd('\n').Split('\n').Length);
    }
}
