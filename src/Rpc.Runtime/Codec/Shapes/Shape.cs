namespace Rpc.Codec;

/// <summary>How the bytes of a value follow each other, without what they mean.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Size">Of a fixed one: its bytes.</param>
/// <param name="Name">Of a named one: the type.</param>
/// <param name="Parts">Members, items, cases or the element.</param>
/// <param name="Tags">Of a union: the tag of each part.</param>
internal sealed record Shape(ShapeKind Kind, int Size = 0, string Name = "", IReadOnlyList<Shape>? Parts = null, IReadOnlyList<int>? Tags = null)
{
    /// <summary>The parts, or none.</summary>
    public IReadOnlyList<Shape> Inner => Parts ?? [];
}
