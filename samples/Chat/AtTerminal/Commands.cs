using System.Globalization;
using Chat.Contract;
using Chat.Visiting;
using Rpc;

namespace Chat.AtTerminal;

/// <summary>What somebody types: lines that are said, and commands.</summary>
internal sealed class Commands(Visit visit, IScreen screen)
{
    private const string Help = "/who  /rooms  /join ROOM  /whisper NICK TEXT  /ping NICK  /help  /quit; anything else is said to all in the room";

    private int _said;

    /// <summary>Does it all, until the end.</summary>
    /// <returns>How many lines were said; 0 after <c>/quit</c>, when nobody wants to hear any more.</returns>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        while (await screen.ReadLineAsync(stop) is { } line)
        {
            if (line is "/quit")
            {
                return 0;
            }

            if (line.Length > 0)
            {
                await TryAsync(line, stop);
            }
        }

        return _said;
    }

    private async Task TryAsync(string line, CancellationToken stop)
    {
        try
        {
            await (line[0] == '/' ? DoAsync(line, stop) : SayAsync(line, stop));
        }
        catch (ChatException refused)
        {
            screen.Show(ChatLines.Error(refused.Message));
        }
        catch (RpcException error)
        {
            screen.Show(ChatLines.Error($"{(error.Outcome == RpcOutcome.NotExecuted ? "That was not done." : "Nobody knows whether that was done.")} {error.Message}"));
        }
    }

    private async Task SayAsync(string line, CancellationToken stop)
    {
        await visit.Seat.SayAsync(line, stop);
        _said++;
    }

    private async Task DoAsync(string line, CancellationToken stop)
    {
        screen.Show(ChatLines.Notice(line));
        string[] words = line.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        switch (words)
        {
            case ["/help"]:
                screen.Show(ChatLines.Notice(Help));
                break;
            case ["/who"]:
                screen.Show(string.Join(", ", (await visit.Seat.WhoAsync(stop)).Select(static guest => ChatLines.Nick(guest) + (guest.IsParrot ? " (a parrot)" : ""))));
                break;
            case ["/rooms"]:
                screen.Show(string.Join(", ", (await visit.Chat.RoomsAsync(stop)).Select(static room => $"{ChatLines.Plain(room.Name)} ({room.Guests})")));
                break;
            case ["/join", string room]:
                await JoinAsync(room, stop);
                break;
            case ["/whisper", string nick, string text]:
                await visit.Seat.WhisperAsync(nick, text, stop);
                screen.Show($"[italic]you whisper to {ChatLines.Plain(nick)}: {ChatLines.Plain(text)}[/]");
                break;
            case ["/ping", string nick]:
                Pong pong = await visit.Seat.PingAsync(nick, stop);
                screen.Show($"{ChatLines.Plain(nick)} {ChatLines.Plain(pong.Answer)}, and answered in {pong.Time.TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture)} ms");
                break;
            default:
                screen.Show(ChatLines.Error($"That is no command: {line}. {Help}"));
                break;
        }
    }

    private async Task JoinAsync(string room, CancellationToken stop)
    {
        if (room.Equals(visit.Room, StringComparison.OrdinalIgnoreCase))
        {
            throw new ChatException("You are there.");
        }

        await visit.EnterAsync(room, stop);
        screen.Show(ChatLines.Notice($"You are in {room}."));
    }
}
