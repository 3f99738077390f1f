using System.Globalization;
using System.Text;
using Spectre.Console.Rendering;

namespace Chat.AtTerminal;

/// <summary>A line that is being typed: characters, Backspace, Ctrl-U, Enter, Ctrl-D. Not thread-safe.</summary>
internal sealed class LineEditor
{
    private const int Most = 1_000;

    private readonly StringBuilder _text = new();

    public bool IsEmpty => _text.Length == 0;

    /// <summary>Takes a key.</summary>
    /// <returns>What it was: <see cref="Pressed.Line"/> for a line that is complete.</returns>
    public Pressed Press(ConsoleKeyInfo key)
    {
        switch (key)
        {
            case { Key: ConsoleKey.Enter }:
                return Pressed.Line;

            // Ctrl-D; a terminal that is gone looks like one, without the key.
            case { KeyChar: '\u0004' }:
                return IsEmpty || key.Key != ConsoleKey.D ? Pressed.End : Pressed.Key;
            case { Key: ConsoleKey.Backspace }:
                _text.Length = Starts().LastOrDefault();
                return Pressed.Key;
            case { Key: ConsoleKey.U, Modifiers: ConsoleModifiers.Control }:
                _text.Clear();
                return Pressed.Key;
            default:
                char typed = key.KeyChar == '\t' ? ' ' : key.KeyChar;
                if (!char.IsControl(typed) && _text.Length < Most)
                {
                    _text.Append(typed);
                }

                return Pressed.Key;
        }
    }

    /// <summary>The line, which begins anew.</summary>
    public string Take()
    {
        string line = _text.ToString();
        _text.Clear();
        return line;
    }

    /// <summary>The end of the line, as much of it as fits into so many cells of a terminal: what does not is still there.</summary>
    public string Visible(int cells)
    {
        string text = _text.ToString();
        int begin = text.Length;
        foreach (int start in Starts().AsEnumerable().Reverse())
        {
            cells -= new Segment(text[start..begin]).CellCount();
            if (cells < 0)
            {
                break;
            }

            begin = start;
        }

        return text[begin..];
    }

    // Where each character begins that people see as one.
    private int[] Starts() => StringInfo.ParseCombiningCharacters(_text.ToString());
}
