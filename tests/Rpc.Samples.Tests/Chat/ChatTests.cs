using Rpc.Tests.Shared;

namespace Rpc.Samples.Tests;

/// <summary><c>dotnet run --project samples/Chat</c>, and its roles as processes of their own.</summary>
[Collection(nameof(ChatRun))] // one after another: each test is up to five processes
public sealed class ChatTests
{
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Without_input_a_parrot_answers_and_its_death_is_noticed()
    {
        await using ProgramRun run = await SamplePrograms.RunAsync(ChatRun.Sample, "", "--nick", "Ali");

        Assert.Equal("", run.Errors);
        Assert.Equal(0, await run.ExitAsync());
        Assert.Contains("Polly: Hello, is anybody here?", run.Output, StringComparison.Ordinal);
        Assert.Contains("Polly whispers: Only you hear this.", run.Output, StringComparison.Ordinal);
        Assert.Contains("Polly sits on its perch", run.Output, StringComparison.Ordinal);
        Assert.Contains("Polly has left without goodbye", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Output);
        Assert.True(await run.AllGoneAsync(s_soon), $"still alive: {string.Join(", ", run.Alive())}");
    }

    [Fact]
    public async Task Piped_lines_are_said_one_by_one_and_answered()
    {
        await using ProgramRun run = await ProgramRun.CompleteAsync(SamplePrograms.Path(ChatRun.Sample), ["--nick", "Ali"], input: "hello\n\nare you [there]?\n/who\n");

        Assert.Equal("", run.Errors);
        Assert.Equal(0, await run.ExitAsync());
        string[] said = [.. run.Output.Split('\n').Where(line => line.Contains(": ", StringComparison.Ordinal)).Select(line => line[6..].Trim())];
        Assert.Equal(["Ali: hello", "Ali: are you [there]?"], said.Where(line => line.StartsWith("Ali", StringComparison.Ordinal)));
        Assert.Equal(["Polly: hello", "Polly: are you [there]?"], said.Where(line => line.StartsWith("Polly", StringComparison.Ordinal)));
        Assert.Contains("Ali, Polly (a parrot)", run.Output, StringComparison.Ordinal);
        Assert.True(await run.AllGoneAsync(s_soon), $"still alive: {string.Join(", ", run.Alive())}");
    }

    [Fact]
    public async Task Its_children_end_by_themselves_when_it_is_killed()
    {
        await using ProgramRun run = SamplePrograms.Start(ChatRun.Sample, null);
        await run.WaitForLineAsync("Polly is in lobby.");

        run.Kill();

        Assert.True(await run.AllGoneAsync(s_soon), $"still alive: {string.Join(", ", run.Alive())}");
    }

    [Fact]
    public async Task Visitors_talk_whisper_ping_and_go_from_room_to_room()
    {
        await using ChatRun chat = await ChatRun.StartAsync();
        ProgramRun ann = await chat.JoinAsync("Ann");
        ProgramRun ben = await chat.JoinAsync("Ben");
        await ann.WaitForLineAsync("Ben has entered");
        await ann.WriteLineAsync("hello everybody");
        await ben.WaitForLineAsync("Ann: hello everybody");

        ProgramRun zoe = await chat.JoinAsync("Zoë");
        await zoe.WaitForLineAsync("Ann: hello everybody");

        await ben.WriteLineAsync("/who");
        await ben.WaitForLineAsync("Ann, Ben, Zoë");
        await ben.WriteLineAsync("/whisper ann just between us");
        await ann.WaitForLineAsync("Ben whispers: just between us");
        await ben.WriteLineAsync("/ping zoë");
        await ben.WaitForLineAsync("zoë reads from a pipe, and answered in ");
        await ben.WriteLineAsync("/ping nobody");
        await ben.WaitForLineAsync("There is no nobody in lobby.");
        await ben.WriteLineAsync("/dance");
        await ben.WaitForLineAsync("That is no command: /dance");
        await ben.WriteLineAsync(new string('x', 501));
        await ben.WaitForLineAsync("That has 501 characters; 500 are the most.");

        await ben.WriteLineAsync("/join den");
        await ben.WaitForLineAsync("You are in den.");
        await zoe.WaitForLineAsync("Ben has left");
        await ben.WriteLineAsync("/rooms");
        await ben.WaitForLineAsync("den (1), lobby (2)");

        await zoe.WriteLineAsync("/quit");
        Assert.Equal(0, await zoe.ExitAsync());
        await ann.WaitForLineAsync("Zoë has left");
        ann.CloseInput();
        Assert.Equal(0, await ann.ExitAsync());
        await chat.Server.WaitForLineAsync("Ann has left lobby");
        await ben.WriteLineAsync("/rooms");
        await ben.WriteLineAsync("/quit");
        Assert.Equal(0, await ben.ExitAsync());
        Assert.EndsWith("/rooms\nden (1)\n", ben.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);

        Assert.DoesNotContain("between us", zoe.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("without goodbye", ann.Output + ben.Output + zoe.Output + chat.Server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parrots_repeat_people_and_not_each_other()
    {
        await using ChatRun chat = await ChatRun.StartAsync();
        ProgramRun ann = await chat.JoinAsync("Ann");
        await ann.WriteLineAsync("before they came");
        await ann.WaitForLineAsync("Ann: before they came");
        foreach (string nick in new[] { "Polly", "Coco" })
        {
            await chat.Start("parrot", "--nick", nick).WaitForLineAsync($"{nick} is in lobby.");
        }

        await ann.WriteLineAsync("hello birds");
        await ann.WaitForLineAsync("Polly: hello birds");
        await ann.WaitForLineAsync("Coco: hello birds");
        await ann.WriteLineAsync("that was all");
        await ann.WaitForLineAsync("Polly: that was all");
        await ann.WaitForLineAsync("Coco: that was all");
        await ann.WriteLineAsync("/whisper polly psst");
        await ann.WaitForLineAsync("Polly whispers: psst");

        Assert.Equal(4, ann.Output.Split('\n').Count(line => line.Contains("Polly: ", StringComparison.Ordinal) || line.Contains("Coco: ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Escape_sequences_do_not_reach_another_terminal()
    {
        await using ChatRun chat = await ChatRun.StartAsync();
        ProgramRun ann = await chat.JoinAsync("Ann");
        ProgramRun ben = await chat.JoinAsync("Ben");

        await ben.WriteLineAsync("\u001b]0;title\u0007one\u009b31mtwo\u202ethree\u0000\u0008\u007fEND");
        Assert.EndsWith("Ben: ␛]0;title␇one\ufffd31mtwo\ufffdthree␀␈␡END", await ann.WaitForLineAsync("END"), StringComparison.Ordinal);
        await ben.WriteLineAsync("/whisper ann \u001b[2Jwiped");
        await ann.WaitForLineAsync("Ben whispers: ␛[2Jwiped");
        foreach (string nick in new[] { "B\u001b[31mn", "a b", "", ".", new string('n', 21) })
        {
            await using ProgramRun refused = await ProgramRun.CompleteAsync(SamplePrograms.Path(ChatRun.Sample), ["join", "--nick", nick], environment: chat.Environment);
            Assert.Equal(1, await refused.ExitAsync());
            Assert.Equal("A nick has 1 to 20 characters: letters, digits, and behind the first '-', '_' and '.'.", refused.Errors.Trim());
        }

        Assert.DoesNotContain(ann.Output + chat.Server.Output, letter => char.IsControl(letter) && letter is not '\n' and not '\r');
    }

    [Fact]
    public async Task A_nick_that_is_taken_is_refused()
    {
        await using ChatRun chat = await ChatRun.StartAsync();
        await chat.JoinAsync("Ben");

        ProgramRun other = chat.Start("join", "--nick", "ben");

        Assert.Equal(1, await other.ExitAsync());
        Assert.Equal("There is a ben in lobby already: take another nick.", other.Errors.Trim());
        await chat.JoinAsync("ben", "den");
    }

    [Fact]
    public async Task Ctrl_C_ends_every_role_and_visitors_say_goodbye()
    {
        await using ChatRun chat = await ChatRun.StartAsync();
        ProgramRun ann = await chat.JoinAsync("Ann");
        ProgramRun ben = await chat.JoinAsync("Ben");
        ProgramRun parrot = chat.Start("parrot");
        await parrot.WaitForLineAsync("Polly is in lobby.");

        ben.Signal("INT");
        parrot.Signal("INT");
        Assert.Equal(130, await ben.ExitAsync());
        Assert.Equal(130, await parrot.ExitAsync());
        await ann.WaitForLineAsync("Ben has left");
        await ann.WaitForLineAsync("Polly has left");
        Assert.DoesNotContain("without goodbye", ann.Output, StringComparison.Ordinal);

        chat.Server.Signal("INT");
        Assert.Equal(0, await chat.Server.ExitAsync());
        await ann.WaitForLineAsync("The server has closed.");
        ann.Signal("INT");
        Assert.Equal(130, await ann.ExitAsync());
        Assert.Equal("", ann.Errors + ben.Errors + parrot.Errors + chat.Server.Errors);
    }

    [Theory]
    [InlineData("server")]
    [InlineData("join", "--nick", "Ali")]
    [InlineData("parrot")]
    public async Task Without_a_name_server_one_line_says_how_to_start_one(params string[] arguments)
    {
        // Port 1 is nobody's.
        await using ProgramRun run = await ProgramRun.CompleteAsync(SamplePrograms.Path(ChatRun.Sample), arguments, environment: SamplePrograms.NameServer("rpc://127.0.0.1:1"));

        Assert.Equal(1, await run.ExitAsync());
        Assert.Contains("rpc ns", Assert.Single(run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--nik", "join", "--nik", "Ali")]
    [InlineData("sing", "sing")]
    [InlineData("--keep-alive", "server", "--keep-alive", "0")]
    [InlineData("--wait", "join", "--wait", "-1")]
    public async Task Wrong_arguments_are_named(string wrong, params string[] arguments)
    {
        await using ProgramRun run = await ProgramRun.CompleteAsync(SamplePrograms.Path(ChatRun.Sample), arguments);

        Assert.Equal(2, await run.ExitAsync());
        Assert.Contains(wrong, run.Errors, StringComparison.Ordinal);
    }
}
