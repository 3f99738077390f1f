using System.Globalization;
using Rpc.Tests.Shared;

namespace Rpc.Network.Tests;

/// <summary>A program on a host: takes commands, gives answers that may come much later.</summary>
internal sealed class HostProgram(ProgramRun run) : IAsyncDisposable
{
    /// <summary>Longer than anything here may take, on a machine that is busy with something else.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private int _asked;

    public Task ReadyAsync() => run.WaitForLineAsync("READY", Patience);

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public void Kill() => run.Kill();

    /// <summary>Pauses it, or lets it go on: STOP, CONT.</summary>
    public void Signal(string signal) => run.Signal(signal);

    /// <summary>Sends a command, and gives what its answer begins with.</summary>
    public async Task<string> BeginAsync(string verb, string rest = "")
    {
        string id = string.Create(CultureInfo.InvariantCulture, $"#{++_asked}#");
        await run.WriteLineAsync($"{verb} {id} {rest}".TrimEnd());
        return id;
    }

    /// <summary>Waits for the answer to a command.</summary>
    public async Task<string> EndAsync(string id, string part = "") => (await run.WaitForLineAsync($"{id} {part}", Patience))[(id.Length + 1)..];

    /// <summary>Sends a command and waits for its answer.</summary>
    public async Task<string> AskAsync(string verb, string rest = "") => await EndAsync(await BeginAsync(verb, rest));

    /// <summary>Asks until the answer is right; fails with the last one when that takes longer than all patience.</summary>
    public async Task<string> UntilAsync(string verb, string rest, Func<string, bool> isRight)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            string answer = await AskAsync(verb, rest);
            if (isRight(answer))
            {
                return answer;
            }

            Assert.True(watch.Elapsed < Patience, $"{verb} {rest} still says: {answer}");
            await Task.Delay(100);
        }
    }

    public ValueTask DisposeAsync() => run.DisposeAsync();
}
