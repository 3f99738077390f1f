using Chat.Contract;

namespace Rpc.Samples.Tests;

/// <summary>A visitor of a room as a plain object; disposable, as the proxy is that a server has.</summary>
internal sealed class ChatVisitor : IVisitor, IAsyncDisposable
{
    private int _givenBack;

    public Func<Task<string>> Answer { get; set; } = static () => Task.FromResult("is there");

    public string? Whispered { get; private set; }

    public int GivenBack => _givenBack;

    public Task WhisperedAsync(Guest from, string text)
    {
        Whispered = text;
        return Task.CompletedTask;
    }

    public Task<string> PingedAsync(Guest by, CancellationToken cancellationToken = default) => Answer();

    public ValueTask DisposeAsync()
    {
        Interlocked.Increment(ref _givenBack);
        return ValueTask.CompletedTask;
    }
}
