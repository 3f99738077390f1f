using Mandelbrot.Contract;

namespace Mandelbrot.Display;

/// <summary>Where no terminal is: a line for each tenth of the picture.</summary>
internal sealed class LineDisplay(View view) : IDisplay
{
    private readonly DisplayText _text = new(view);
    private int _told;

    public void Say(string line) => Console.WriteLine(DisplayText.OneLine(line));

    public void AddRows(int rows)
    {
        lock (_text)
        {
            _text.Rows += rows;
            if (_text.Percent / 10 > _told)
            {
                _told = _text.Percent / 10;
                Console.WriteLine($"{_text.Percent,3} %  {_text}");
            }
        }
    }

    public void SetWorkers(int workers)
    {
        lock (_text)
        {
            _text.Workers = workers;
        }
    }
}
