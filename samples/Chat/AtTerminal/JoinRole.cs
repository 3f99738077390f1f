using Chat.Contract;
using Chat.Visiting;
using Rpc;
using Samples;

namespace Chat.AtTerminal;

/// <summary>Lets somebody at a terminal take part.</summary>
internal static class JoinRole
{
    private const int Before = 10;

    private static readonly TimeSpan s_echo = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync(string room, string nick, TimeSpan wait, CancellationToken stop)
    {
        await using var client = new RpcClient();
        using IScreen screen = Screens.Open();
        return await RunAsync(client, screen, room, nick, echo: nick, wait, stop);
    }

    /// <param name="client">Knows the name server.</param>
    /// <param name="screen">Where it is read and typed.</param>
    /// <param name="room">Where it begins.</param>
    /// <param name="nick">Who it is.</param>
    /// <param name="echo">Who says last what a pipe has said.</param>
    /// <param name="wait">For how long a server that is away is tried.</param>
    /// <param name="stop">Ends it, with a goodbye.</param>
    public static async Task<int> RunAsync(RpcClient client, IScreen screen, string room, string nick, string echo, TimeSpan wait, CancellationToken stop)
    {
        using var person = new Person(screen, new Guest(nick, IsParrot: false), echo);
        var visit = new Visit(client.Get<IChat>("rpcname:chat"), person.Me, person, person, Before, wait);
        await EnterAsync(visit, room, stop);
        screen.Show(ChatLines.Notice($"You are in {room}. /help tells what you can type."));

        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task hearing = visit.HearAsync(ending.Token);
        Task<int> typing = new Commands(visit, screen).RunAsync(ending.Token);
        try
        {
            // Hearing ends first only where the server stays away.
            await await Task.WhenAny(hearing, typing);
            await person.EchoedAsync(await typing, s_echo, stop);
        }
        finally
        {
            await ending.CancelAsync();
            await Task.WhenAll(hearing, typing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await visit.LeaveAsync();
        }

        return 0;
    }

    /// <summary>Enters the first room. A refusal ends the program with its reason.</summary>
    public static async Task EnterAsync(Visit visit, string room, CancellationToken stop)
    {
        try
        {
            await visit.EnterAsync(room, stop);
        }
        catch (ChatException refused)
        {
            throw new SampleException(PlainText.Of(refused.Message));
        }
    }
}
