using Chat.AtTerminal;
using Chat.Contract;
using Chat.Visiting;
using Rpc;
using Samples;

namespace Chat.AllInOne;

/// <summary>A visit that goes by itself: talks and whispers to a parrot and pings it, then kills its process and waits until that is noticed.</summary>
internal sealed class Demonstration(RpcClient client, IScreen screen, string nick) : IVisitor, IAudience, IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _repeated = new(0);
    private readonly SemaphoreSlim _whispered = new(0);
    private readonly SemaphoreSlim _missed = new(0);
    private readonly Person _person = new(screen, new Guest(nick, IsParrot: false), nick);

    public async Task<int> RunAsync(string room, string parrot, Child process, CancellationToken stop)
    {
        var visit = new Visit(client.Get<IChat>("rpcname:chat"), _person.Me, this, this, before: 10, TimeSpan.Zero);
        await JoinRole.EnterAsync(visit, room, stop);
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task hearing = visit.HearAsync(ending.Token);
        try
        {
            await visit.Seat.SayAsync("Hello, is anybody here?", stop);
            await NeedAsync(_repeated, "The parrot did not repeat that.", stop);
            await visit.Seat.WhisperAsync(parrot, "Only you hear this.", stop);
            await NeedAsync(_whispered, "The parrot did not whisper back.", stop);
            Pong pong = await visit.Seat.PingAsync(parrot, stop);
            screen.Show($"{parrot} {ChatLines.Plain(pong.Answer)} (asked by the server, which waited {pong.Time.TotalMilliseconds:0} ms for the answer)");
            screen.Show($"The parrot's process {process.Id} is killed:");
            process.Kill();
            await NeedAsync(_missed, "Nobody noticed that the parrot is gone.", stop);
        }
        finally
        {
            await ending.CancelAsync();
            await hearing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await visit.LeaveAsync();
        }

        return 0;
    }

    public async ValueTask HeardAsync(Message message)
    {
        await _person.HeardAsync(message);
        if (message is { Kind: MessageKind.Said, By.IsParrot: true })
        {
            _repeated.Release();
        }
        else if (message is { Kind: MessageKind.Vanished, By.IsParrot: true })
        {
            _missed.Release();
        }
    }

    public async Task WhisperedAsync(Guest from, string text)
    {
        await _person.WhisperedAsync(from, text);
        _whispered.Release();
    }

    public Task<string> PingedAsync(Guest by, CancellationToken cancellationToken = default) => _person.PingedAsync(by, cancellationToken);

    public void Missed(long messages) => _person.Missed(messages);

    public void Noticed(string what) => _person.Noticed(what);

    public void Dispose()
    {
        _person.Dispose();
        _repeated.Dispose();
        _whispered.Dispose();
        _missed.Dispose();
    }

    private static async Task NeedAsync(SemaphoreSlim happened, string otherwise, CancellationToken stop)
    {
        if (!await happened.WaitAsync(s_patience, stop))
        {
            throw new SampleException(otherwise);
        }
    }
}
