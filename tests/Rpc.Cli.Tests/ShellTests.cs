using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.Cli.Tests;

/// <summary>The tool in a shell and on a terminal, on systems that have bash and util-linux's <c>script</c>.</summary>
public sealed class ShellTests : ToolTest
{
    private const string Bash = "/bin/bash";
    private const string Script = "/usr/bin/script";

    [Fact]
    public async Task Bash_completes_commands_options_files_and_live_names()
    {
        Assert.SkipUnless(File.Exists(Bash), "There is no bash.");
        await StartNameServer();
        foreach (string name in (string[])["shop.one", "shop.two", "a:b:c", "a:b:d", "with space"])
        {
            Assert.Equal(0, (await Rpc("register", name, "rpc://10.0.0.7:9101/x")).Code);
        }

        File.WriteAllText(Folder.File("tokens one"), "x");
        string completed = await RunBash("""
            eval "$(rpc completion bash)"
            # Live names come only from a name server that answers at once, which a busy machine may prevent.
            live() { for i in {1..30}; do try "$1" > one; [[ ${COMPREPLY[*]} ]] && break; done; cat one; }
            try() { COMP_LINE=$1; COMP_POINT=${#1}; read -ra COMP_WORDS <<< "$1"; COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _rpc_complete; echo "$1 -> ${COMPREPLY[*]}"; }
            try 'rpc li'
            try 'rpc list --any'
            live 'rpc lookup shop.'
            live 'rpc ping a:b:'
            live 'rpc lookup wi'
            try 'rpc ns --tokens tok'
            try 'rpc --ns 127.0.0.1:1 lookup sh'
            complete -p rpc
            """);

        Assert.Equal(
            """
            rpc li -> list
            rpc list --any -> --any-tag
            rpc lookup shop. -> shop.one shop.two
            rpc ping a:b: -> c d
            rpc lookup wi -> with\ space
            rpc ns --tokens tok -> tokens one
            rpc --ns 127.0.0.1:1 lookup sh -> 
            complete -F _rpc_complete rpc

            """.ReplaceLineEndings("\n"),
            completed);
    }

    [Fact]
    public async Task A_terminal_gets_colours_ages_a_count_and_rows_of_its_width()
    {
        Assert.SkipUnless(File.Exists(Script), "There is no script of util-linux.");
        await StartNameServer();
        Assert.Equal(0, (await Rpc("register", "a", "rpc://10.0.0.7:9101/" + new string('x', 200), "--tag", "t")).Code);

        string shown = await OnTerminal("stty cols 70; rpc list a");
        Assert.Contains("\u001b[1ma\u001b[0m", shown, StringComparison.Ordinal);
        Assert.Contains("AGE", shown, StringComparison.Ordinal);
        Assert.Contains("…", shown, StringComparison.Ordinal);
        Assert.Contains("1 name", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(new string('x', 60), shown, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[1m", await OnTerminal("NO_COLOR=1 rpc list a"), StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[1m", await OnTerminal("rpc list a | cat"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_terminal_is_asked_before_several_names_go()
    {
        Assert.SkipUnless(File.Exists(Script), "There is no script of util-linux.");
        await StartNameServer();
        Assert.Equal(0, (await Rpc("register", "t.1", "rpc://10.0.0.7:9101/x")).Code);
        Assert.Equal(0, (await Rpc("register", "t.2", "rpc://10.0.0.7:9101/x")).Code);

        Assert.Contains("Nothing was removed.", await OnTerminal("rpc remove --prefix t.", "n\n"), StringComparison.Ordinal);
        Assert.True(await IsListed("t.1"));
        Assert.Contains("removed 2 names", await OnTerminal("rpc remove --prefix t.", "y\n"), StringComparison.Ordinal);
        Assert.False(await IsListed("t.1"));
    }

    [Fact]
    public async Task A_name_server_on_a_terminal_says_what_to_do_next()
    {
        Assert.SkipUnless(File.Exists(Script), "There is no script of util-linux.");

        var run = ProgramRun.Start(Script, ["-q", "-e", "-c", "rpc ns --listen rpc://127.0.0.1:0 --store memory", "/dev/null"], environment: Terminal());
        Running.Add(run);
        await run.WaitForLineAsync("Ctrl-C", TimeSpan.FromSeconds(30));
        Assert.Contains("names in memory", run.Output, StringComparison.Ordinal);
        Assert.Contains("rpc register NAME rpc://HOST:PORT/OBJECT --ns 127.0.0.1:", run.Output, StringComparison.Ordinal);
        Assert.Contains("only on this machine", run.Output, StringComparison.Ordinal);
        await run.WriteLineAsync("\u0003");
        Assert.Equal(0, await run.ExitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task A_watch_on_a_terminal_is_coloured_tells_the_time_and_ends_with_ctrl_c()
    {
        Assert.SkipUnless(File.Exists(Script), "There is no script of util-linux.");
        await StartNameServer();
        var run = ProgramRun.Start(Script, ["-q", "-e", "-c", "rpc watch t.", "/dev/null"], environment: Terminal());
        Running.Add(run);
        Assert.Equal(0, (await Rpc("register", "t.1", "rpc://10.0.0.7:9101/x")).Code);
        await run.WaitForLineAsync("t.1", TimeSpan.FromSeconds(30));
        Assert.Equal(0, (await Rpc("remove", "t.1")).Code);

        string line = await run.WaitForLineAsync("-\u001b[0m", TimeSpan.FromSeconds(30));
        Assert.Matches(@"\d\d:\d\d:\d\d.* \x1b\[\d+m-\x1b\[0m \x1b\[1mt\.1\x1b\[0m", line);
        await run.WriteLineAsync("\u0003");
        Assert.Equal(0, await run.ExitAsync(TimeSpan.FromSeconds(30)));
    }

    private async Task<string> RunBash(string script)
    {
        await using ProgramRun run = await ProgramRun.CompleteAsync(Bash, ["--norc", "--noprofile", "-c", script], folder: Folder.Path, limit: TimeSpan.FromSeconds(60), environment: InPath());
        await run.ExitAsync();
        Assert.Empty(run.Errors);
        return run.Output;
    }

    private async Task<string> OnTerminal(string command, string? input = null)
    {
        await using ProgramRun run = await ProgramRun.CompleteAsync(Script, ["-q", "-e", "-c", command, "/dev/null"], input: input, limit: TimeSpan.FromSeconds(60), environment: Terminal());
        return run.Output;
    }

    private Dictionary<string, string> Terminal()
    {
        Dictionary<string, string> environment = InPath();
        environment["TERM"] = "xterm-256color";
        environment["SHELL"] = Bash;
        environment.Remove("NO_COLOR");
        return environment;
    }

    private Dictionary<string, string> InPath()
    {
        Dictionary<string, string> environment = Environment();
        environment["PATH"] = Path.GetDirectoryName(Tool) + ":/usr/bin:/bin";
        return environment;
    }
}
