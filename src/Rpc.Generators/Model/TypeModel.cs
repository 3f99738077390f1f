namespace Rpc.Generators.Model;

/// <summary>A type as it is used at one place: what generated code needs to declare, write and read a value of it.</summary>
/// <param name="FullName">The C# name with <c>global::</c> and nullable annotations: <c>global::App.Quote?</c>.</param>
/// <param name="DisplayName">The C# name for people and for peers: <c>App.Quote</c>, <c>int</c>.</param>
/// <param name="Category">What it is to the codec.</param>
/// <param name="IsReferenceType">Whether a null can be there at all.</param>
/// <param name="IsNonNullableReference">Whether the declaration says that null is never there.</param>
/// <param name="Codec">The C# name of the codec struct; for reference types the one that accepts null.</param>
/// <param name="Shape">The wire shape (docs/protocol-shapes.md).</param>
/// <param name="Layout">Size and alignment where all values take the same number of bytes.</param>
/// <param name="Definition">What to emit for it; only on the types that <c>TypeParser.Reachable</c> gives, so that models stay small and finite.</param>
/// <param name="DefinedShape">With a definition: the shape of what it defines, where <paramref name="Shape"/> only names it.</param>
/// <param name="IsDeclaredHere">With a definition: whether the type belongs to the compiled assembly, which then tells others that it has the codec.</param>
/// <param name="IsForeign">Whether another assembly wrote the codec and registers it.</param>
internal sealed record TypeModel(
    string FullName,
    string DisplayName,
    TypeCategory Category,
    bool IsReferenceType,
    bool IsNonNullableReference,
    string Codec,
    string Shape,
    TypeLayout? Layout = null,
    TypeDefinition? Definition = null,
    string DefinedShape = "",
    bool IsDeclaredHere = false,
    bool IsForeign = false)
{
    /// <summary>The C# name without the annotation of the type itself, as <c>typeof</c> and <c>new</c> want it.</summary>
    public string BareName => IsReferenceType && FullName.EndsWith("?", System.StringComparison.Ordinal) ? FullName.Substring(0, FullName.Length - 1) : FullName;

    /// <summary>The type that <see cref="Codec"/> is for.</summary>
    public string CodecType => IsReferenceType ? BareName + "?" : FullName;

    /// <summary>The codec that also refuses null where the declaration does.</summary>
    public string PolicyCodec => IsNonNullableReference ? $"global::Rpc.Codec.NotNull<{BareName}, {Codec}>" : Codec;
}
