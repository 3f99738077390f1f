using System.Collections.ObjectModel;
using System.Reflection;

namespace Rpc.Api.Tests;

/// <summary>What the compiler has written down about one type, read from left to right: a mark for each reference type (2: may be null), and the names of tuple elements.</summary>
internal sealed class NullableMarks
{
    private readonly byte[] _marks;
    private readonly string?[] _names;
    private int _mark;
    private int _name;

    /// <summary>Reads the attributes of a member or parameter; where they say nothing, what holds around it does.</summary>
    public NullableMarks(IEnumerable<CustomAttributeData> attributes, MemberInfo? around)
    {
        CustomAttributeData[] all = [.. attributes];
        _marks = Find(all, "NullableAttribute") is { } own ? Bytes(own) : [Context(around)];
        _names = Find(all, "TupleElementNamesAttribute")?.ConstructorArguments[0].Value is ReadOnlyCollection<CustomAttributeTypedArgument> names ? [.. names.Select(name => (string?)name.Value)] : [];
    }

    private NullableMarks() => (_marks, _names) = ([0], []);

    /// <summary>Nothing is known.</summary>
    public static NullableMarks None => new();

    /// <summary>The mark of the next type. A single one holds for all.</summary>
    public byte Next() => _marks.Length == 1 ? _marks[0] : _mark < _marks.Length ? _marks[_mark++] : (byte)0;

    public string? NextTupleName() => _name < _names.Length ? _names[_name++] : null;

    private static byte Context(MemberInfo? around)
    {
        for (MemberInfo? scope = around; scope is not null; scope = scope.DeclaringType)
        {
            if (Find(scope.GetCustomAttributesData(), "NullableContextAttribute") is { } context)
            {
                return (byte)context.ConstructorArguments[0].Value!;
            }
        }

        return 0;
    }

    private static byte[] Bytes(CustomAttributeData attribute) => attribute.ConstructorArguments[0].Value switch
    {
        ReadOnlyCollection<CustomAttributeTypedArgument> many => [.. many.Select(one => (byte)one.Value!)],
        object one => [(byte)one],
        null => [0],
    };

    private static CustomAttributeData? Find(IEnumerable<CustomAttributeData> attributes, string name) => attributes.FirstOrDefault(attribute => attribute.AttributeType.Name == name);
}
