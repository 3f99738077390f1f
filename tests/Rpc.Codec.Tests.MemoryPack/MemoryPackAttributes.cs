// The generator knows MemoryPack's attributes by their full name.
namespace MemoryPack;

public enum GenerateType
{
    Object = 0,
    VersionTolerant = 1,
    CircularReference = 2,
    Collection = 3,
    NoGenerate = 4,
}

[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface)]
public sealed class MemoryPackableAttribute(GenerateType generateType = GenerateType.Object) : Attribute
{
    public GenerateType GenerateType { get; } = generateType;
}

[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class MemoryPackIgnoreAttribute : Attribute;

[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class MemoryPackIncludeAttribute : Attribute;

[AttributeUsage(AttributeTargets.Constructor)]
public sealed class MemoryPackConstructorAttribute : Attribute;

[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class MemoryPackOrderAttribute(int order) : Attribute
{
    public int Order { get; } = order;
}

[AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface, AllowMultiple = true)]
public sealed class MemoryPackUnionAttribute(ushort tag, Type type) : Attribute
{
    public ushort Tag { get; } = tag;

    public Type Type { get; } = type;
}

[AttributeUsage(AttributeTargets.Method)]
public sealed class MemoryPackOnSerializingAttribute : Attribute;

[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public abstract class MemoryPackCustomFormatterAttribute<T> : Attribute
{
    public abstract MemoryPackFormatter<T> GetFormatter();
}
