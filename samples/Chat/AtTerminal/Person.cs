using Chat.Contract;
using Chat.Visiting;

namespace Chat.AtTerminal;

/// <summary>Somebody at a terminal: the object that the server calls, and who reads what is heard.</summary>
/// <param name="screen">Where it is read.</param>
/// <param name="me">Who it is.</param>
/// <param name="echo">Whose words are counted; see <see cref="EchoedAsync"/>.</param>
internal sealed class Person(IScreen screen, Guest me, string echo) : IVisitor, IAudience, IDisposable
{
    private readonly SemaphoreSlim _echoes = new(0);
    private bool _isHere;

    public Guest Me => me;

    public ValueTask HeardAsync(Message message)
    {
        screen.Show(ChatLines.Message(message));
        _isHere |= message.Kind == MessageKind.Entered && Is(message.By, me.Nick);
        if (_isHere && message.Kind == MessageKind.Said && Is(message.By, echo))
        {
            _echoes.Release();
        }

        return ValueTask.CompletedTask;
    }

    public void Missed(long messages) => screen.Show(ChatLines.Notice($"({messages} messages came too fast and are lost)"));

    public void Noticed(string what) => screen.Show(ChatLines.Notice(what));

    public Task WhisperedAsync(Guest from, string text)
    {
        screen.Show($"{ChatLines.Nick(from)} [italic]whispers: {ChatLines.Plain(text)}[/]");
        return Task.CompletedTask;
    }

    public Task<string> PingedAsync(Guest by, CancellationToken cancellationToken = default) => Task.FromResult(screen.Doing);

    /// <summary>Waits, for a time, until so many lines were heard of the one whose words are counted: so a pipe that ends sees what became of its lines.</summary>
    public async Task EchoedAsync(int lines, TimeSpan patience, CancellationToken stop)
    {
        using CancellationTokenSource enough = CancellationTokenSource.CreateLinkedTokenSource(stop);
        enough.CancelAfter(patience);
        try
        {
            while (lines-- > 0)
            {
                await _echoes.WaitAsync(enough.Token);
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // Whoever it is says nothing.
        }
    }

    public void Dispose() => _echoes.Dispose();

    private static bool Is(Guest guest, string nick) => guest.Nick.Equals(nick, StringComparison.OrdinalIgnoreCase);
}
