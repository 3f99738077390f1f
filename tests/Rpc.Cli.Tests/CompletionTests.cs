using Rpc.Naming;
using Xunit;

namespace Rpc.Cli.Tests;

public class CompletionTests : CliTest
{
    public CompletionTests() => Clock = new StandingClock();

    [Theory]
    [InlineData("rpc l", "list lookup")]
    [InlineData("/usr/bin/rpc li", "list")]
    [InlineData("rpc list --ta", "--tag")]
    [InlineData("rpc list --ns h --any", "--any-tag")]
    [InlineData("rpc register a rpc://h:1/a --mode ", "add fail replace")]
    [InlineData("rpc register a rpc://h:1/a --mode f", "fail")]
    [InlineData("rpc completion ", "bash pwsh zsh")]
    [InlineData("rpc tasks s", "schedules show stats")]
    [InlineData("rpc tasks purge --state ", "cancelled expired failed succeeded")]
    [InlineData("rpc tasks list --state f", "failed")]
    [InlineData("rpc tasks retry --b", "--backend")]
    [InlineData("rpc ns ", "")]
    [InlineData("rpc", "")]
    [InlineData("rpc nonsense x --", "--ca --cert --help --json --key --ns --timeout --token --token-file --token-in-clear --verbose --version")]
    public async Task Commands_options_and_their_words_are_suggested(string line, string words)
    {
        Access.NoNameServer = true;

        Assert.Equal((words, ""), (await Suggest(line), Errors));
    }

    [Theory]
    [InlineData("rpc lookup ", "a.one a.two b")]
    [InlineData("rpc lookup a", "a.one a.two")]
    [InlineData("rpc ping a.t", "a.two")]
    [InlineData("rpc describe b", "b")]
    [InlineData("rpc call a.o", "a.one")]
    [InlineData("rpc remove a.t", "a.two")]
    [InlineData("rpc tag b --tag x ", "")]
    [InlineData("rpc list a.", "a.one a.two")]
    [InlineData("rpc call b ", "")]
    [InlineData("rpc lookup none", "")]
    public async Task Names_are_those_that_the_name_server_knows(string line, string words)
    {
        foreach (string name in (string[])["a.one", "a.two", "b"])
        {
            await Register(name);
        }

        Assert.Equal(words, await Suggest(line));
    }

    [Theory]
    [InlineData("list", "<PREFIX>")]
    [InlineData("lookup", "<NAME>")]
    [InlineData("ping", "<NAME|URI>")]
    public async Task Help_asks_no_name_server(string command, string says)
    {
        await Register("a.one");

        Assert.Equal(0, await Run(command, "--help"));
        Assert.Contains(says, Output, StringComparison.Ordinal);
        Assert.DoesNotContain("a.one", Output, StringComparison.Ordinal);
        Assert.Null(Access.Options);
    }

    [Fact]
    public async Task The_name_server_of_the_line_is_asked()
    {
        await Suggest("rpc --ns 10.0.0.9:77 lookup x");

        Assert.Equal("rpc://10.0.0.9:77/nameserver", Assert.Single(Access.Options!.NameServers).ToString());
    }

    [Fact]
    public async Task A_name_server_that_never_answers_is_not_waited_for()
    {
        using var never = new ManualResetEventSlim();
        Access.Gate = never;
        Clock = TimeProvider.System;

        Assert.Equal(("", ""), (await Suggest("rpc lookup a"), Errors));
        Assert.Empty(Access.Calls);
        never.Set();
    }

    [Theory]
    [InlineData("rpc --ns h:p lookup a")]
    [InlineData("rpc --token-file nowhere lookup a")]
    [InlineData("rpc --key k lookup a")]
    public async Task A_line_that_is_wrong_suggests_nothing_and_tells_nobody(string line)
    {
        await Register("a");

        Assert.Equal(("", ""), (await Suggest(line), Errors));
    }

    [Fact]
    public async Task Only_what_stands_before_the_cursor_counts()
    {
        Assert.Equal(0, await Run("[suggest:5]", "rpc list --json"));
        Assert.Equal(["list", "lookup"], Lines);
        Assert.Equal(0, await Run("[suggest:999]", "rpc re"));
        Assert.Equal(["register", "remove"], Lines);
    }

    [Theory]
    [InlineData("bash", "complete -F _rpc_complete rpc")]
    [InlineData("zsh", "#compdef rpc")]
    [InlineData("pwsh", "Register-ArgumentCompleter")]
    public async Task There_is_a_script_for_each_shell(string shell, string says)
    {
        Assert.Equal(0, await Run("completion", shell));
        Assert.Contains(says, Output, StringComparison.Ordinal);
        Assert.Contains("--ca|--cert|--client-ca|--key|--rules|--tasks|--token-file|--tokens", Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', Output);
        Assert.Equal(2, await Run("completion", "tcsh"));
        Assert.Contains("bash", Errors, StringComparison.Ordinal);
    }

    private async Task<string> Suggest(string line)
    {
        Assert.Equal(0, await Run($"[suggest:{line.Length}]", line));
        return string.Join(' ', Lines);
    }
}
