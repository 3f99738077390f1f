using Chat.AtTerminal;
using Chat.Contract;
using Rpc;

namespace Chat.Parrots;

/// <summary>Lets a parrot take part until Ctrl-C.</summary>
internal static class ParrotRole
{
    public static async Task<int> RunAsync(string room, string nick, TimeSpan wait, CancellationToken stop)
    {
        await using var client = new RpcClient();
        var parrot = new Parrot(client.Get<IChat>("rpcname:chat"), nick, wait);
        await JoinRole.EnterAsync(parrot.Visit, room, stop);
        Console.WriteLine($"{nick} is in {room}.");
        try
        {
            await parrot.Visit.HearAsync(stop);
        }
        finally
        {
            await parrot.Visit.LeaveAsync();
        }

        return 0;
    }
}
