using System;

namespace Rpc.Generators.Locking;

/// <summary>What travels at one place: the C# type with nullable annotations, and the wire shape (docs/protocol-shapes.md).</summary>
/// <param name="Type">Empty where only the shape is known.</param>
/// <param name="Shape">Null where the type alone says it.</param>
internal sealed record LockValue(string Type, string? Shape)
{
    private const string Arrow = "-> ";

    /// <summary>As it stands in the file: <c>int</c>, <c>string? -> s</c>.</summary>
    public string Text => Shape is null ? Type : Type.Length == 0 ? Arrow + Shape : Type + " " + Arrow + Shape;

    /// <summary>Equal where the bytes are, whatever the types that the value names look like inside.</summary>
    public string Key => Shape is null ? Obvious(Type) : LockShapes.Key(Shape);

    /// <summary>A value of a type and its shape, the shape left out where it says no more.</summary>
    public static LockValue Of(string type, string shape)
    {
        string key = LockShapes.Key(shape);
        if (type.Length == 0 && LockShapes.IsName(key))
        {
            type = key;
        }

        return type.Length != 0 && key == Obvious(type) ? new LockValue(type, null) : new LockValue(type, shape);
    }

    /// <summary>The value that stands in the file as this text.</summary>
    public static LockValue Parse(string text)
    {
        int arrow = text.StartsWith(Arrow, StringComparison.Ordinal) ? 0 : text.IndexOf(" " + Arrow, StringComparison.Ordinal);
        return arrow < 0
            ? new LockValue(text, null)
            : new LockValue(text.Substring(0, arrow), text.Substring(text.IndexOf(Arrow, StringComparison.Ordinal) + Arrow.Length));
    }

    private static string Obvious(string type) => type == "string" ? "s" : type;
}
