using System.Diagnostics;
using System.Globalization;
using Rpc.Tests.Shared;

namespace Rpc.Samples.Tests;

/// <summary>A program in a terminal of its own, a pseudo-terminal of tmux: keys are typed into it and its screen is read.</summary>
internal sealed class TerminalRun : IAsyncDisposable
{
    private const string Tmux = "/usr/bin/tmux";

    // tmux does not tell everywhere how a program ended. Ctrl-C is for the program, not for this shell.
    private const string Shell = """trap : INT; "$@"; echo $? > "$0" """;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();

    // The server of tmux, and with it the program, belong to this run, and end with it at the latest.
    private ProgramRun? _first;

    /// <summary>Why no terminal can be opened here; null where one can.</summary>
    public static string? Missing => File.Exists(Tmux) ? null : $"{Tmux} is not installed (eng/install-services.sh)";

    private string Socket => _folder.File("tmux");

    private string Exit => _folder.File("exit");

    /// <summary>Starts a program in a terminal that shows 16 million colours.</summary>
    public static async Task<TerminalRun> StartAsync(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, int columns = 100, int rows = 40)
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        var terminal = new TerminalRun();
        IEnumerable<string> variables = (environment ?? new Dictionary<string, string>()).Select(variable => $"{variable.Key}={variable.Value}");

        // The options come before the session: a program that ends at once would take its screen and exit code along.
        terminal._first = await terminal.RunTmuxAsync(
            [
                "-f", "/dev/null", "start-server", ";", "set-option", "-g", "remain-on-exit", "on", ";", "set-option", "-g", "history-limit", "5000", ";",
                "new-session", "-d", "-x", columns.ToString(CultureInfo.InvariantCulture), "-y", rows.ToString(CultureInfo.InvariantCulture),
                "env", "COLORTERM=truecolor", .. variables, "/bin/sh", "-c", Shell, terminal.Exit, program, .. arguments, ";", "pipe-pane", $"cat >> {terminal._folder.File("raw")}",
            ]);
        return terminal;
    }

    /// <summary>Types a line and Enter.</summary>
    public async Task TypeAsync(string line)
    {
        await TmuxAsync(["send-keys", "-l", "--", line]);
        await PressAsync("Enter");
    }

    /// <summary>Presses one key, in tmux' words: <c>Enter</c>, <c>C-c</c>, <c>BSpace</c>.</summary>
    public Task PressAsync(string key) => TmuxAsync(["send-keys", key]);

    /// <summary>All that was shown, lines that have scrolled away first.</summary>
    /// <param name="colours">With the escape sequences of the colours: <c>48;2;255;0;0</c> is a red background.</param>
    public async Task<string> ScreenAsync(bool colours = false) => await TmuxAsync(["capture-pane", "-p", "-S", "-", .. colours ? ["-e"] : Array.Empty<string>()]);

    /// <summary>Whether the terminal's bell was rung.</summary>
    public bool WasRung => File.Exists(_folder.File("raw")) && File.ReadAllText(_folder.File("raw")).Contains('\a', StringComparison.Ordinal);

    /// <summary>Waits until the screen holds <paramref name="part"/>, and gives the screen.</summary>
    public async Task<string> WaitForAsync(string part, bool colours = false) => await WaitForAsync(screen => screen.Contains(part, StringComparison.Ordinal), $"'{part}'", colours);

    /// <summary>Waits until the screen is right, and gives it.</summary>
    public async Task<string> WaitForAsync(Func<string, bool> isRight, string what, bool colours = false)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (true)
        {
            string screen = await ScreenAsync(colours);
            if (isRight(screen))
            {
                return screen;
            }

            if (watch.Elapsed > s_patience)
            {
                throw new TimeoutException($"The screen never showed {what}.{Environment.NewLine}{screen}");
            }

            await Task.Delay(50);
        }
    }

    /// <summary>Waits for the end of the program, and gives its exit code.</summary>
    public async Task<int> ExitAsync()
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (true)
        {
            if (File.Exists(Exit) && int.TryParse(File.ReadAllText(Exit), CultureInfo.InvariantCulture, out int code))
            {
                return code;
            }

            if (watch.Elapsed > s_patience)
            {
                throw new TimeoutException($"The program in the terminal did not end.{Environment.NewLine}{await ScreenAsync()}");
            }

            await Task.Delay(50);
        }
    }

    /// <summary>Closes the terminal, as its window's cross does: the program gets a SIGHUP, and what lives on is killed.</summary>
    public async ValueTask DisposeAsync()
    {
        await TmuxAsync(["kill-server"]);
        await _first!.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<string> TmuxAsync(string[] arguments)
    {
        await using ProgramRun run = await RunTmuxAsync(arguments);
        return run.Output;
    }

    private async Task<ProgramRun> RunTmuxAsync(string[] arguments)
    {
        ProgramRun run = await ProgramRun.CompleteAsync(Tmux, ["-u", "-S", Socket, .. arguments]);
        return await run.ExitAsync() == 0 ? run : throw new InvalidOperationException($"tmux {string.Join(' ', arguments)}: {run.Errors}");
    }
}
