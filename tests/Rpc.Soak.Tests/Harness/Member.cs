using Rpc.Tests.Shared;

namespace Rpc.Soak.Tests;

/// <summary>A place in the run that one process after another fills. Whoever hurts it holds its gate, so that a fault is over before the next one begins.</summary>
/// <param name="name">What it is called in the report.</param>
/// <param name="mayDie">False for the one whose memory is watched: it is paused and cut off, never killed.</param>
/// <param name="start">Starts the next process of this place, for the place's how manyth life.</param>
internal sealed class Member(string name, bool mayDie, Func<int, ProgramRun> start) : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private ProgramRun? _run;
    private int _lives;

    public string Name { get; } = name;

    public bool MayDie { get; } = mayDie;

    /// <summary>Held by whoever does something to the process.</summary>
    public SemaphoreSlim Gate { get; } = new(1);

    public ProgramRun Run => _run ?? throw new InvalidOperationException($"{Name} was not started.");

    /// <summary>Starts a process in this place and waits until it serves or calls.</summary>
    public async Task StartAsync()
    {
        _run = start(++_lives);
        await _run.WaitForLineAsync("READY", s_patience);
    }

    /// <summary>Ends the process with a signal and starts the next one.</summary>
    public async Task RestartAsync(int signal)
    {
        Signals.Send(Run.Id, signal);
        await Run.ExitAsync(s_patience);
        ThrowIfFaulty();
        await Run.DisposeAsync();
        await StartAsync();
    }

    /// <summary>Sends a line and waits for what it is answered with.</summary>
    public async Task<string> AskAsync(string question, string answer)
    {
        await Run.WriteLineAsync(question);
        return await Run.WaitForLineAsync(answer, s_patience + s_patience);
    }

    /// <summary>Ends its input, which it takes as the word to end in order.</summary>
    public async Task EndAsync()
    {
        Run.CloseInput();
        int code = await Run.ExitAsync(s_patience);
        ThrowIfFaulty();
        Assert.True(code == 0, $"{Name} ended with exit code {code}");
    }

    /// <summary>No process says anything on its error stream, however it was treated.</summary>
    public void ThrowIfFaulty() => Assert.True(Run.Errors.Length == 0, $"{Name}: {Run.Errors}");

    public async ValueTask DisposeAsync()
    {
        if (_run is not null)
        {
            Signals.Continue(_run.Id);
            await _run.DisposeAsync();
        }

        Gate.Dispose();
    }
}
