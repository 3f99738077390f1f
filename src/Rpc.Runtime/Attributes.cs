namespace Rpc;

/// <summary>Marks an interface whose members can be called from another program. The build writes its proxy, dispatcher and codecs.</summary>
[AttributeUsage(AttributeTargets.Interface)]
public sealed class RemoteAttribute : Attribute;

/// <summary>The method sends no reply: it returns once its bytes are queued, and failures are logged and counted on the server.</summary>
/// <remarks>For methods that return <see langword="void"/>, <see cref="Task"/> or <see cref="ValueTask"/>.</remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OneWayAttribute : Attribute;

/// <summary>Running the method twice does what running it once does: it may be repeated when a reply is lost.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class IdempotentAttribute : Attribute;

/// <summary>One case of a union: values of <paramref name="type"/> travel under <paramref name="tag"/>. Put it on an interface or an abstract class, once per case.</summary>
/// <param name="tag">0 to 65,535, unique in the union and never reused.</param>
/// <param name="type">A class that implements or derives from the type that carries the attribute.</param>
[AttributeUsage(AttributeTargets.Interface | AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class UnionAttribute(ushort tag, Type type) : Attribute
{
    /// <summary>The number that stands for the case on the wire.</summary>
    public ushort Tag { get; } = tag;

    /// <summary>The case.</summary>
    public Type Type { get; } = type;
}

/// <summary>The place of a member among the members that travel. When one member of a type has it, all need it: 0, 1, 2, ….</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class MemberOrderAttribute(int order) : Attribute
{
    /// <summary>0 or more, without gaps.</summary>
    public int Order { get; } = order;
}

/// <summary>The member stays at home.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class MemberIgnoreAttribute : Attribute;

/// <summary>The member travels although it is not public.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class MemberIncludeAttribute : Attribute;

/// <summary>The constructor with which a read value is made, where a type has several.</summary>
[AttributeUsage(AttributeTargets.Constructor)]
public sealed class CodecConstructorAttribute : Attribute;

/// <summary>
/// Names how a type travels that is not yours to change: on the assembly, once per codec. <paramref name="codec"/> is a struct that implements
/// <see cref="ISurrogate{T, TSurrogate}"/> or <see cref="Codec.ICodec{T}"/>. Projects that reference this one use it too, unless they name another.
/// </summary>
/// <param name="codec">The struct; public where other projects are to use it. A generic one, <c>typeof(OptionSurrogate&lt;&gt;)</c>, serves every closed form of a generic type.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class CustomCodecAttribute(Type codec) : Attribute
{
    /// <summary>The struct that implements <see cref="ISurrogate{T, TSurrogate}"/> or <see cref="Codec.ICodec{T}"/>.</summary>
    public Type Codec { get; } = codec;
}
