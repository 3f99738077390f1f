using Rpc;
using Samples;
using Square.Receiver;
using Square.Transmitter;

namespace Square.AllInOne;

/// <summary>Everything by one command: a name server and a receiver with a page as processes, and the transmitter in this terminal.</summary>
internal static class AllInOneRole
{
    private static readonly string[] s_demonstration = ["RED", "GREEN", "255,128,0", "300,0,0", "BELL", "TIME"];

    public static async Task<int> RunAsync(string? player, CancellationToken stop)
    {
        using Children children = new();
        Child nameServer = await NameServerRole.StartAsync(children, stop);
        Child receiver = children.Start("receive", "--web");
        Console.WriteLine($"{await receiver.WaitForAsync(ReceiveRole.Ready, stop)} (process {receiver.Id})");
        var view = new ReceiverView(receiver);

        await using var client = new RpcClient(new RpcClientOptions { NameServers = [RemoteUri.Parse(children.NameServer!)] });
        using CancellationTokenSource done = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Receivers receivers = await TransmitRole.FindAsync(client, player, done.Token);
        if (!await TransmitRole.PlayAsync(receivers, view.SettleAsync, stop))
        {
            await DemonstrateAsync(receivers, view, nameServer, stop);
        }

        await done.CancelAsync();
        return 0;
    }

    // Nobody typed anything: what one could have typed.
    private static async Task DemonstrateAsync(Receivers receivers, ReceiverView view, Child nameServer, CancellationToken stop)
    {
        foreach (string line in s_demonstration)
        {
            Console.WriteLine($"> {line}");
            await TransmitRole.CarryOutAsync(receivers, line, stop);
            await view.SettleAsync();
        }

        nameServer.Kill();
        Console.WriteLine($"killed the name server (process {nameServer.Id}); painting again:");
        Console.WriteLine("> BLUE");
        await TransmitRole.CarryOutAsync(receivers, "BLUE", stop);
        await view.SettleAsync();
    }
}
