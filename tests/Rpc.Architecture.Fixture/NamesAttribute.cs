namespace Planted;

[AttributeUsage(AttributeTargets.All)]
public sealed class NamesAttribute(Type type) : Attribute
{
    public Type Type { get; } = type;
}
