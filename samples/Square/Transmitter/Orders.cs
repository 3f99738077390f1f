using Rpc;
using Square.Contract;

namespace Square.Transmitter;

/// <summary>Has orders carried out by all receivers at the same time. One that does not answer is told, and holds back no other.</summary>
internal static class Orders
{
    public static Task EnterAsync(IEnumerable<PlayedSquare> squares, CancellationToken stop) =>
        Task.WhenAll(squares.Select(square => AskAsync(square, _ => true, stop)));

    public static async Task CarryOutAsync(IReadOnlyList<PlayedSquare> squares, Order order, CancellationToken stop)
    {
        switch (order)
        {
            case Order.Paint paint:
                await TellAllAsync(
                    squares,
                    square =>
                    {
                        square.Paint(paint.Colour);
                        return $"painted {paint.Colour}";
                    },
                    stop);
                break;
            case Order.Bell:
                await TellAllAsync(squares, square => square.RingBell(), stop);
                break;
            case Order.Time:
                (bool Answered, TimeSpan Time)[] times = await Task.WhenAll(squares.Select(square => AskAsync(square, asked => asked.PlayingTime, stop)));
                if (times.Any(time => time.Answered))
                {
                    Console.WriteLine($"You have been playing with the system for {SpokenTime.Of(times.Max(time => time.Time))}.");
                }

                break;
            default:
                throw new ArgumentException($"{order} is not for receivers.", nameof(order));
        }
    }

    private static async Task TellAllAsync(IReadOnlyList<PlayedSquare> squares, Func<ISquare, string> call, CancellationToken stop)
    {
        (bool Answered, string? Text)[] answers = await Task.WhenAll(squares.Select(square => AskAsync(square, call, stop)));
        foreach ((PlayedSquare square, (bool answered, string? text)) in squares.Zip(answers))
        {
            if (answered)
            {
                Console.WriteLine(squares.Count == 1 ? text : $"{square.Name}: {text}");
            }
        }
    }

    private static async Task<(bool Answered, T? Answer)> AskAsync<T>(PlayedSquare square, Func<ISquare, T> call, CancellationToken stop)
    {
        try
        {
            return (true, await square.CallAsync(call, stop));
        }
        catch (RpcException error)
        {
            Console.WriteLine($"{square.Name} did not do it: {error.Message}");
            return (false, default);
        }
    }
}
