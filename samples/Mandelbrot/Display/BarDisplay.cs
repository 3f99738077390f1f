using Mandelbrot.Contract;
using Samples;
using Spectre.Console;

namespace Mandelbrot.Display;

/// <summary>In a terminal: a bar, and above it what has happened.</summary>
internal sealed class BarDisplay : IDisplay
{
    private readonly DisplayText _text;
    private readonly ProgressTask _bar;

    public BarDisplay(View view, ProgressContext context)
    {
        _text = new DisplayText(view);
        _bar = context.AddTask(_text.ToString(), maxValue: view.Height);
    }

    // As wide as the terminal: what is wrapped must write over all of the bar that stood there, and the next bar begins a line of its own.
    public void Say(string line) => Screen.Out.Write(Align.Left(new Markup($"[grey]{Markup.Escape(DisplayText.OneLine(line))}[/]")));

    public void AddRows(int rows)
    {
        lock (_text)
        {
            _text.Rows += rows;
            _bar.Value = _text.Rows;
            _bar.Description = _text.ToString();
        }
    }

    public void SetWorkers(int workers)
    {
        lock (_text)
        {
            _text.Workers = workers;
            _bar.Description = _text.ToString();
        }
    }
}
