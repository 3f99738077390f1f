using System.Text;

namespace Rpc.Generators.Emitting;

/// <summary>Text with indentation and <c>\n</c> line ends.</summary>
internal sealed class CodeWriter
{
    // Room for most files, so that it grows once or never.
    private readonly StringBuilder _text = new(16 * 1024);
    private int _depth;

    /// <summary>Writes a line at the present depth.</summary>
    public void Line(string text = "")
    {
        if (text.Length != 0)
        {
            _text.Append(' ', _depth * 4).Append(text);
        }

        _text.Append('\n');
    }

    /// <summary>Writes a line and opens a block under it.</summary>
    public void Open(string header)
    {
        if (header.Length != 0)
        {
            Line(header);
        }

        Line("{");
        _depth++;
    }

    /// <summary>Closes the innermost block.</summary>
    public void Close(string end = "}")
    {
        _depth--;
        Line(end);
    }

    public override string ToString() => _text.ToString();
}
