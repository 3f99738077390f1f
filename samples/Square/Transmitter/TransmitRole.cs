using Rpc;
using Samples;
using Square.Contract;

namespace Square.Transmitter;

/// <summary>A transmitter: asks for orders, and has them carried out by all receivers.</summary>
internal static class TransmitRole
{
    private const string Question = "RED, GREEN, BLUE, r,g,b, BELL or TIME: ";
    private const string NoSquare = "No square is listed yet. One is started with: dotnet run --project samples/Square -- receive";

    public static async Task<int> RunAsync(string? player, CancellationToken stop)
    {
        await using var client = new RpcClient();
        using CancellationTokenSource done = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Receivers receivers = await FindAsync(client, player, done.Token);
        Console.WriteLine(receivers.All.Count == 0
            ? NoSquare
            : $"playing with {string.Join(", ", receivers.All.Select(square => square.Name))}");

        await PlayAsync(receivers, static () => Task.CompletedTask, stop);
        await done.CancelAsync();
        return 0;
    }

    /// <summary>Carries out what is typed until the input ends or somebody quits.</summary>
    /// <param name="receivers">Who carries it out.</param>
    /// <param name="carriedOut">What is waited for before the next question.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>Whether anything was typed.</returns>
    public static async Task<bool> PlayAsync(Receivers receivers, Func<Task> carriedOut, CancellationToken stop)
    {
        bool played = false;
        while (await TypedLines.AskAsync(Question, stop) is { } line)
        {
            played = true;
            if (OrderReader.Read(line) is Order.Quit)
            {
                break;
            }

            await CarryOutAsync(receivers, line, stop);
            await carriedOut();
        }

        return played;
    }

    /// <summary>Finds the receivers that are there, and enters them.</summary>
    public static async Task<Receivers> FindAsync(RpcClient client, string? player, CancellationToken stop)
    {
        var receivers = new Receivers(client, player ?? Environment.UserName);
        _ = receivers.FollowAsync(stop);
        await receivers.First;
        await Orders.EnterAsync(receivers.All, stop);
        return receivers;
    }

    /// <summary>Does what a line says, and tells how that went.</summary>
    public static async Task CarryOutAsync(Receivers receivers, string line, CancellationToken stop)
    {
        switch (OrderReader.Read(line))
        {
            case Order.Mistake mistake:
                Console.WriteLine(mistake.Problem);
                break;
            case Order.Help:
                Console.WriteLine(OrderReader.Help);
                break;
            case var order when receivers.All.Count > 0:
                await Orders.CarryOutAsync(receivers.All, order, stop);
                break;
            default:
                Console.WriteLine(NoSquare);
                break;
        }
    }
}
