using Chat.AtTerminal;
using Rpc;
using Samples;

namespace Chat.AllInOne;

/// <summary>Name server, server and parrot as processes of their own, and you in this terminal; without input, a demonstration.</summary>
internal static class AllInOneRole
{
    private const string Room = "lobby";
    private const string Parrot = "Polly";

    public static async Task<int> RunAsync(string nick, TimeSpan wait, CancellationToken stop)
    {
        using Children children = new();
        await NameServerRole.StartAsync(children, stop);
        Child server = children.Start("server");
        Console.WriteLine($"{await server.ReadLineAsync(stop)} (process {server.Id})");
        Child parrot = children.Start("parrot", Room, "--nick", Parrot);
        Console.WriteLine($"{await parrot.ReadLineAsync(stop)} (process {parrot.Id})");

        // What they print from now on is about what we see anyway.
        server.Follow(static _ => { });
        parrot.Follow(static _ => { });

        await using var client = new RpcClient(new RpcClientOptions { NameServers = [RemoteUri.Parse(children.NameServer!)] });
        if (!Console.IsInputRedirected)
        {
            using IScreen screen = Screens.Open();
            return await JoinRole.RunAsync(client, screen, Room, nick, echo: Parrot, wait, stop);
        }

        if (await TypedLines.AskAsync("", stop) is { Length: > 0 } first)
        {
            using IScreen screen = new PlainScreen(first);
            return await JoinRole.RunAsync(client, screen, Room, nick, echo: Parrot, wait, stop);
        }

        using IScreen shown = new PlainScreen();
        using var demonstration = new Demonstration(client, shown, nick);
        return await demonstration.RunAsync(Room, Parrot, parrot, stop);
    }
}
