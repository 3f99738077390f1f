using Rpc.Tests.Shared;

namespace Rpc.Samples.Tests;

/// <summary>The chat when programs are killed, stand still and come back.</summary>
[Collection(nameof(ChatRun))] // one after another: each test is up to five processes
public sealed class ChatFaultTests
{
    [Fact]
    public async Task A_visitor_that_is_killed_is_noticed_and_its_nick_is_free()
    {
        await using ChatRun chat = await ChatRun.StartAsync();
        ProgramRun ann = await chat.JoinAsync("Ann");
        ProgramRun ben = await chat.JoinAsync("Ben");

        ben.Kill();

        await ann.WaitForLineAsync("Ben has left without goodbye");
        await chat.Server.WaitForLineAsync("Ben has left lobby without goodbye");
        await ann.WriteLineAsync("/who");
        await ann.WaitForLineAsync("/who");
        ProgramRun again = await chat.JoinAsync("Ben");
        await again.WriteLineAsync("here I am again");
        await ann.WaitForLineAsync("Ben: here I am again");
        Assert.Contains("/who\nAnn\n", ann.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_visitor_that_stands_still_is_noticed_and_comes_back_by_itself()
    {
        await using ChatRun chat = await ChatRun.StartAsync("--keep-alive", "1");
        ProgramRun ann = await chat.JoinAsync("Ann");
        ProgramRun ben = await chat.JoinAsync("Ben");
        await ann.WaitForLineAsync("Ben has entered");

        ben.Signal("STOP");
        await ann.WriteLineAsync("/ping ben");
        await ann.WaitForLineAsync("Ben has left without goodbye");
        await ann.WaitForLineAsync("Ben cannot be reached.");
        ben.Signal("CONT");

        await ben.WaitForLineAsync("You are in lobby again.");
        await ann.WriteLineAsync("welcome back");
        await ben.WaitForLineAsync("Ann: welcome back");
        await ben.WriteLineAsync("was I away?");
        await ann.WaitForLineAsync("Ben: was I away?");
    }

    [Fact]
    public async Task Visitors_are_back_in_their_rooms_when_a_killed_server_is_started_again()
    {
        await using ChatRun chat = await ChatRun.StartAsync();
        ProgramRun ann = await chat.JoinAsync("Ann");
        ProgramRun ben = await chat.JoinAsync("Ben");
        ProgramRun parrot = chat.Start("parrot");
        await parrot.WaitForLineAsync("Polly is in lobby.");

        chat.Server.Kill();
        await ann.WaitForLineAsync("The server is gone. Trying to enter lobby again.");
        await ann.WriteLineAsync("does anybody hear me?");
        await ann.WaitForLineAsync("The server is away.");
        await chat.StartServerAsync();

        await ann.WaitForLineAsync("You are in lobby again.");
        await ben.WaitForLineAsync("You are in lobby again.");
        await parrot.WaitForLineAsync("You are in lobby again.");
        await ann.WriteLineAsync("now you do");
        await ben.WaitForLineAsync("Ann: now you do");
        await ben.WaitForLineAsync("Polly: now you do");
        Assert.DoesNotContain("does anybody", ben.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Visitors_are_back_after_a_server_that_ended_in_order_was_started_again()
    {
        await using ChatRun chat = await ChatRun.StartAsync();
        ProgramRun ann = await chat.JoinAsync("Ann", "den");

        chat.Server.Signal("TERM");
        Assert.Equal(0, await chat.Server.ExitAsync());
        await ann.WaitForLineAsync("The server has closed. Trying to enter den again.");
        await chat.StartServerAsync();

        await ann.WaitForLineAsync("You are in den again.");
        ProgramRun ben = await chat.JoinAsync("Ben", "den");
        await ben.WriteLineAsync("hello Ann");
        await ann.WaitForLineAsync("Ben: hello Ann");
    }

    [Fact]
    public async Task Without_the_name_server_they_talk_on()
    {
        await using ChatRun chat = await ChatRun.StartAsync();
        ProgramRun ann = await chat.JoinAsync("Ann");
        ProgramRun ben = await chat.JoinAsync("Ben");

        chat.Names.Kill();

        await ann.WriteLineAsync("can you hear me?");
        await ben.WaitForLineAsync("Ann: can you hear me?");
        await ben.WriteLineAsync("/join den");
        await ben.WaitForLineAsync("You are in den.");
        await ann.WaitForLineAsync("Ben has left");
    }

    [Fact]
    public async Task Who_does_not_want_to_wait_for_the_server_ends()
    {
        await using ChatRun chat = await ChatRun.StartAsync();
        ProgramRun ann = await chat.JoinAsync("Ann", "--wait", "1");

        chat.Server.Kill();

        Assert.Equal(1, await ann.ExitAsync());
        Assert.StartsWith("lobby could not be entered again within 1 s. ", Assert.Single(ann.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }
}
