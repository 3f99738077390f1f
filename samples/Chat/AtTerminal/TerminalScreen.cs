using System.Diagnostics;
using System.Threading.Channels;
using Spectre.Console;

namespace Chat.AtTerminal;

/// <summary>A terminal: lines arrive above the one that is being typed, which stays whole.</summary>
internal sealed class TerminalScreen : IScreen
{
    private const string Prompt = "> ";
    private const string EraseLine = "\r\u001b[K";

    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    // Held by whoever writes to the terminal or changes the line. Between two holds the cursor stands behind what is typed, in the last line.
    private readonly Lock _lock = new();
    private readonly LineEditor _editor = new();
    private long _lastKey = Stopwatch.GetTimestamp();
    private bool _isClosed;

    public TerminalScreen()
    {
        Draw();

        // In the background: reading a key cannot be cancelled, and the end must not wait for it.
        new Thread(ReadKeys) { IsBackground = true, Name = "keys" }.Start();
    }

    public string Doing
    {
        get
        {
            lock (_lock)
            {
                return _editor.IsEmpty ? $"has typed nothing for {Stopwatch.GetElapsedTime(_lastKey).TotalSeconds:0} s" : "is typing";
            }
        }
    }

    public void Show(string markup)
    {
        lock (_lock)
        {
            Console.Write(EraseLine);
            AnsiConsole.MarkupLine(markup);
            Draw();
        }
    }

    public async Task<string?> ReadLineAsync(CancellationToken stop) => await _lines.Reader.WaitToReadAsync(stop) && _lines.Reader.TryRead(out string? line) ? line.Trim() : null;

    public void Dispose()
    {
        lock (_lock)
        {
            _isClosed = true;
            Console.Write(EraseLine);
        }
    }

    private void ReadKeys()
    {
        try
        {
            while (Take(Console.ReadKey(intercept: true)))
            {
            }
        }
        catch (Exception error) when (error is IOException or InvalidOperationException)
        {
            // The terminal is gone.
        }

        _lines.Writer.TryComplete();
    }

    private bool Take(ConsoleKeyInfo key)
    {
        lock (_lock)
        {
            _lastKey = Stopwatch.GetTimestamp();
            Pressed pressed = _editor.Press(key);
            if (pressed == Pressed.Line)
            {
                _lines.Writer.TryWrite(_editor.Take());
            }

            Draw();
            return pressed != Pressed.End && !_isClosed;
        }
    }

    private void Draw()
    {
        if (!_isClosed)
        {
            // The last column stays free: behind it the terminal would begin a new line.
            Console.Write(EraseLine + Prompt + _editor.Visible(AnsiConsole.Profile.Width - Prompt.Length - 1));
        }
    }
}
