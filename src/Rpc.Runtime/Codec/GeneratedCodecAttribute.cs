using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>Says that the assembly registers a codec for one of its own types, so that others call it and write none. Written by the generator.</summary>
/// <param name="type">The type.</param>
/// <param name="name">Its name on the wire.</param>
/// <param name="shape">Its shape on the wire (docs/protocol-shapes.md).</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class GeneratedCodecAttribute(Type type, string name, string shape) : Attribute
{
    /// <summary>The type.</summary>
    public Type Type { get; } = type;

    /// <summary>Its name on the wire.</summary>
    public string Name { get; } = name;

    /// <summary>Its shape on the wire.</summary>
    public string Shape { get; } = shape;
}
