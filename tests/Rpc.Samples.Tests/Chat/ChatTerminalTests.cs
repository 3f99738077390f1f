namespace Rpc.Samples.Tests;

/// <summary>The chat in pseudo-terminals: what somebody sees who types.</summary>
[Collection(nameof(ChatRun))] // one after another: each test is up to five processes
public sealed class ChatTerminalTests
{
    [Fact]
    public async Task A_line_that_is_being_typed_survives_those_that_arrive()
    {
        await using ChatRun chat = await ChatRun.StartAsync();
        await using TerminalRun ann = await EnterAsync(chat, "Ann");
        await using TerminalRun ben = await EnterAsync(chat, "Ben");

        await ann.PressAsync("half a lime");
        await ann.PressAsync("BSpace");
        await ann.PressAsync("BSpace");
        await ann.WaitForAsync($"{Below("half a li")}");
        await ben.TypeAsync("I say something first");
        string screen = await ann.WaitForAsync($"Ben: I say something first{Below("half a li")}");
        Assert.Equal(1, Count(screen, "half"));

        await ann.PressAsync("ne");
        await ann.PressAsync("Enter");
        await ben.WaitForAsync("Ann: half a line");
        await ann.WaitForAsync($"Ann: half a line{Below()}");

        await ann.PressAsync("not meant");
        await ann.PressAsync("C-u");
        await ann.PressAsync("Enter");
        await ann.TypeAsync("/who");
        await ann.WaitForAsync($"/who\nAnn, Ben{Below()}");
        await ann.TypeAsync("/whisper ben are you typing?");
        await ben.WaitForAsync("Ann whispers: are you typing?");
        await ben.PressAsync("ye");
        await ben.WaitForAsync($"{Below("ye")}");
        await ann.TypeAsync("/ping Ben");
        await ann.WaitForAsync("Ben is typing, and answered in ");
        Assert.DoesNotContain("not meant", await ben.ScreenAsync(), StringComparison.Ordinal);

        await ann.PressAsync("C-d");
        Assert.Equal(0, await ann.ExitAsync());
        await ben.WaitForAsync($"Ann has left{Below("ye")}");
        await ben.PressAsync("C-c");
        Assert.Equal(130, await ben.ExitAsync());
        Assert.DoesNotContain("> ye", await ben.ScreenAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_longer_than_the_terminal_stays_in_one_row_and_is_said_whole()
    {
        await using ChatRun chat = await ChatRun.StartAsync();
        await using TerminalRun ann = await EnterAsync(chat, "Ann", columns: 40);
        await using TerminalRun ben = await EnterAsync(chat, "Ben", columns: 300);
        string text = string.Concat(Enumerable.Range(10, 40).Select(number => $"{number} 犬")) + "é";

        await ann.PressAsync(text);
        await ann.WaitForAsync("49 犬é\n");
        await ben.TypeAsync("short");
        string screen = await ann.WaitForAsync(shown => shown.Contains("Ben: short\n> ", StringComparison.Ordinal) && shown.Contains("49 犬é\n", StringComparison.Ordinal), "both lines");
        Assert.Equal(1, Count(screen, "> "));
        await ann.PressAsync("BSpace");
        await ann.PressAsync("Enter");

        await ben.WaitForAsync($"Ann: {text[..^1]}\n");
    }

    [Fact]
    public async Task Escape_sequences_change_nothing_on_another_screen()
    {
        await using ChatRun chat = await ChatRun.StartAsync();
        await using TerminalRun ann = await EnterAsync(chat, "Ann");
        var ben = await chat.JoinAsync("Ben");
        await ben.WriteLineAsync("first");
        await ben.WriteLineAsync("\u001b[2J\u001b[H\u001b]0;title\u0007wiped");

        string screen = await ann.WaitForAsync("wiped");

        Assert.Contains("Ben: first\n", screen, StringComparison.Ordinal);
        Assert.Contains("Ben: ␛[2J␛[H␛]0;title␇wiped", screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nicks_have_colours_of_their_own()
    {
        await using ChatRun chat = await ChatRun.StartAsync();
        await using TerminalRun ann = await EnterAsync(chat, "Ann");
        var ben = await chat.JoinAsync("Ben");
        await ben.WriteLineAsync("[blue]what colour am I?[/]");
        await ann.TypeAsync("look");

        string screen = await ann.WaitForAsync(shown => shown.Contains("am I?", StringComparison.Ordinal) && shown.Contains("look", StringComparison.Ordinal), "both lines", colours: true);

        string[] lines = screen.Split('\n');
        string ours = ColourOf(lines.Single(line => line.Contains(": look", StringComparison.Ordinal)), "Ann");
        string theirs = ColourOf(lines.Single(line => line.Contains("[blue]what colour am I?[/]", StringComparison.Ordinal)), "Ben");
        Assert.NotEqual(ours, theirs);
    }

    [Fact]
    public async Task A_server_that_comes_back_is_told_above_what_is_typed()
    {
        await using ChatRun chat = await ChatRun.StartAsync();
        await using TerminalRun ann = await EnterAsync(chat, "Ann");
        await ann.PressAsync("still here");

        chat.Server.Kill();
        await ann.WaitForAsync($"The server is gone. Trying to enter lobby again.{Below("still here")}");
        await chat.StartServerAsync();

        await ann.WaitForAsync("You are in lobby again.");
        await ann.WaitForAsync($"Ann has entered{Below("still here")}");
    }

    [Fact]
    public async Task Everything_at_once_lets_one_talk_to_the_parrot()
    {
        await using TerminalRun ali = await TerminalRun.StartAsync(SamplePrograms.Path(ChatRun.Sample), ["--nick", "Ali"]);
        await ali.WaitForAsync($"Ali has entered{Below()}");

        await ali.TypeAsync("who is a pretty bird?");
        await ali.WaitForAsync($"Polly: who is a pretty bird?{Below()}");
        await ali.TypeAsync("/quit");

        Assert.Equal(0, await ali.ExitAsync());
        Assert.DoesNotContain("without goodbye", await ali.ScreenAsync(), StringComparison.Ordinal);
    }

    private static async Task<TerminalRun> EnterAsync(ChatRun chat, string nick, int columns = 100)
    {
        TerminalRun terminal = await TerminalRun.StartAsync(SamplePrograms.Path(ChatRun.Sample), ["join", "--nick", nick], chat.Environment, columns);
        try
        {
            await terminal.WaitForAsync($"{nick} has entered{Below()}");
            return terminal;
        }
        catch
        {
            await terminal.DisposeAsync();
            throw;
        }
    }

    // What is being typed, in the last line; the screen is read without the spaces at the end of its lines.
    private static string Below(string typed = "") => typed.Length == 0 ? "\n>\n" : $"\n> {typed}\n";

    // What stands between the last escape character before the nick and the nick.
    private static string ColourOf(string line, string nick)
    {
        int end = line.IndexOf(nick, StringComparison.Ordinal);
        int begin = line.LastIndexOf('\u001b', end);
        Assert.True(begin >= 0, line);
        return line[begin..end];
    }

    private static int Count(string screen, string part) => screen.Split(part).Length - 1;
}
