using System.Globalization;

namespace Rpc.Codec;

/// <summary>Reads the text of a shape.</summary>
internal ref struct ShapeParser
{
    private const int MaxText = 64 * 1024;
    private const int MaxNesting = 64;
    private const int MaxFixed = 1 << 20;

    private readonly string _text;
    private int _at;
    private int _nesting;

    private ShapeParser(string text) => _text = text;

    public static Shape Parse(string text)
    {
        if (text.Length > MaxText)
        {
            throw CodecErrors.OverLimit($"A shape of {text.Length} characters is longer than {MaxText}.");
        }

        var parser = new ShapeParser(text);
        Shape shape = parser.Next();
        return parser._at == text.Length ? shape : throw parser.Malformed();
    }

    private Shape Next()
    {
        if (++_nesting > MaxNesting)
        {
            throw CodecErrors.OverLimit($"A shape is nested deeper than {MaxNesting}.");
        }

        Shape shape = Take() switch
        {
            'f' => Fixed(),
            's' => new Shape(ShapeKind.Text),
            'r' => new Shape(ShapeKind.Reference),
            '!' => Opaque(),
            '?' => new Shape(ShapeKind.Optional, Parts: [Next()]),
            '[' => List(),
            '(' => Tuple(),
            '{' => new Shape(ShapeKind.Object, Parts: Parts('}', named: true)),
            '<' => Union(),
            '@' => new Shape(ShapeKind.Named, Name: Until(';')),
            _ => throw Malformed(),
        };
        _nesting--;
        return shape;
    }

    // f8'double', of a struct f12(A:f1'byte',B:f4'int'): the number of bytes is what counts, the rest is for people.
    private Shape Fixed()
    {
        int size = Number();
        if (Is('\''))
        {
            Until('\'');
        }
        else if (Is('('))
        {
            Parts(')', named: true);
        }

        return size is > 0 and <= MaxFixed ? new Shape(ShapeKind.Fixed, size) : throw Malformed();
    }

    // !'App.Money': the name is for people.
    private Shape Opaque() => Is('\'') ? new Shape(ShapeKind.Opaque, Name: Until('\'')) : throw Malformed();

    private Shape List()
    {
        Shape element = Next();
        return Take() == ']' ? new Shape(ShapeKind.List, Parts: [element]) : throw Malformed();
    }

    // A tuple of nothing would take no bytes, and many of them no end of time.
    private Shape Tuple() => Parts(')', named: false) is { Count: > 0 } items ? new Shape(ShapeKind.Tuple, Parts: items) : throw Malformed();

    private Shape Union()
    {
        var tags = new List<int>();
        var cases = new List<Shape>();
        while (!Is('>'))
        {
            Separate(cases.Count);
            tags.Add(Number());
            if (Take() != '=')
            {
                throw Malformed();
            }

            cases.Add(Next());
        }

        return new Shape(ShapeKind.Union, Parts: cases, Tags: tags);
    }

    private List<Shape> Parts(char end, bool named)
    {
        var parts = new List<Shape>();
        while (!Is(end))
        {
            Separate(parts.Count);
            if (named)
            {
                Until(':');
            }

            parts.Add(Next());
        }

        return parts;
    }

    private void Separate(int before)
    {
        if (before > 0 && Take() != ',')
        {
            throw Malformed();
        }
    }

    private string Until(char end)
    {
        int length = _text.AsSpan(_at).IndexOf(end);
        if (length < 0)
        {
            throw Malformed();
        }

        string name = _text.Substring(_at, length);
        _at += length + 1;
        return name;
    }

    private int Number()
    {
        int start = _at;
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
        {
            _at++;
        }

        return int.TryParse(_text.AsSpan(start, _at - start), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : throw Malformed();
    }

    private char Take() => _at < _text.Length ? _text[_at++] : throw Malformed();

    private bool Is(char expected)
    {
        if (_at < _text.Length && _text[_at] == expected)
        {
            _at++;
            return true;
        }

        return false;
    }

    private readonly RpcException Malformed() => CodecErrors.Undecodable($"A shape of the peer is malformed at character {_at}.");
}
