using Rpc;
using Samples;
using Square.Contract;
using Square.Web;

namespace Square.Receiver;

/// <summary>A receiver: shows a square under a name of its own until Ctrl-C.</summary>
internal static class ReceiveRole
{
    /// <summary>The tag by which transmitters find all squares.</summary>
    public const string Tag = "square";

    /// <summary>Begins the line that says that transmitters can find it now.</summary>
    public const string Ready = "receiving as ";

    private const int MostOnOneNameServer = 100;

    /// <param name="name">Its name; null for <c>square</c>, or the first free one of <c>square-2</c>, <c>square-3</c>…</param>
    /// <param name="page">The port of the page that shows the square, 0 for any free one; null for no page.</param>
    /// <param name="stop">Ends it.</param>
    public static async Task<int> RunAsync(string? name, int? page, CancellationToken stop)
    {
        var board = new Board();
        await using var server = new RpcServer();
        await server.ListenAsync("rpc://127.0.0.1:0", stop);
        await using Publication publication = await PublishAsync(server, board, name, stop);
        await using SquarePage? shown = page is { } port ? await SquarePage.StartAsync(board, port, stop) : null;
        string title = $"{Ready}{publication.Name}{(shown is null ? "" : $", page at {shown.Address}")}";

        using CancellationTokenSource done = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task drawing = Screen.IsTerminal ? TerminalView.DrawAsync(board, title, done.Token) : LineView.PrintAsync(board, title, done.Token);
        await server.RunAsync(stop);
        await done.CancelAsync();
        await drawing;
        return 0;
    }

    private static async Task<Publication> PublishAsync(RpcServer server, Board board, string? name, CancellationToken stop)
    {
        var options = new PublishOptions { Mode = RegisterMode.FailIfTaken, Tags = [Tag] };
        for (int number = 1; ; number++)
        {
            string tried = name ?? (number == 1 ? Tag : $"{Tag}-{number}");
            try
            {
                return await server.PublishAsync<ISquare>(tried, _ => new ValueTask<ISquare>(new SquareSession(board)), InstanceMode.Session, options, cancellationToken: stop);
            }
            catch (RpcException error) when (error.Status == RpcStatus.AlreadyExists && name is null && number < MostOnOneNameServer)
            {
                // Another receiver has it.
            }
        }
    }
}
