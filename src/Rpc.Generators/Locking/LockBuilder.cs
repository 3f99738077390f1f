using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using Rpc.Generators.Model;

namespace Rpc.Generators.Locking;

/// <summary>Makes a contract's part of the lock out of its model.</summary>
internal static class LockBuilder
{
    // In the name of a type only the names of tuple items follow a space without a comma.
    private static readonly Regex ItemName = new("(?<![,]) @?\\w+(?=[,)])", RegexOptions.CultureInvariant);

    /// <summary>A document with the one interface and the types that it reaches.</summary>
    public static LockDocument Of(ContractModel contract)
    {
        Dictionary<string, TypeDefinition> definitions = contract.Types
            .Where(type => type.Definition is not null)
            .GroupBy(type => type.DisplayName, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.First().Definition!, StringComparer.Ordinal);
        IEnumerable<LockType> shaped = contract.Shapes.Select(type => Shaped(type, definitions.TryGetValue(type.Name, out TypeDefinition? definition) ? definition : null));
        return new LockDocument(
            new([new LockInterface(contract.Name, new(contract.Methods.Select(Method).OrderBy(method => method.Signature, StringComparer.Ordinal)))]),
            new(shaped.Concat(contract.Enums.Select(Enum)).OrderBy(type => type.Name, StringComparer.Ordinal)));
    }

    private static LockMethod Method(MethodModel method) => new(
        method.Signature,
        new(MethodTraits.Names(method).Where(trait => trait != "None")),
        method.Result is { } result ? Value(result) : null,
        new(method.Parameters.Select(parameter => new LockParameter(parameter.Name, Value(parameter.Type), parameter.Default?.Json))));

    private static LockType Shaped(TypeShape type, TypeDefinition? definition) => (type.Shape[0], definition) switch
    {
        ('{', TypeObject known) => new(LockTypeKind.Object, type.Name, string.Empty, new(known.Members.Select((member, i) => new LockMember(member.Name, Value(member.Type), known.IsDemanded(i))))),
        ('f', TypeStruct known) => new(LockTypeKind.Struct, type.Name, Size(type.Shape), new(known.Fields.Select(field => new LockMember(field.Name, Value(field.Type))))),
        ('f', _) => new(LockTypeKind.Struct, type.Name, Size(type.Shape), Told(type.Shape, ':')),
        ('<', _) => new(LockTypeKind.Union, type.Name, string.Empty, Told(type.Shape, '=')),
        _ => new(LockTypeKind.Object, type.Name, string.Empty, Told(type.Shape, ':')),
    };

    private static LockType Enum(TypeEnum type) => new(
        LockTypeKind.Enum,
        type.Name,
        type.Underlying,
        new(type.Members
            .OrderBy(member => decimal.Parse(member.Value, CultureInfo.InvariantCulture))
            .ThenBy(member => member.Name, StringComparer.Ordinal)
            .Select(member => new LockMember(member.Name, new LockValue(member.Value, null)))));

    // What another assembly tells of its type: names and shapes.
    private static EquatableArray<LockMember> Told(string shape, char separator) => new(LockShapes.Parts(shape).Select(part =>
    {
        int end = part.IndexOf(separator);
        return new LockMember(part.Substring(0, end), LockValue.Of(string.Empty, part.Substring(end + 1)));
    }));

    private static string Size(string shape) => Regex.Match(shape, "[0-9]+", RegexOptions.CultureInvariant).Value;

    private static LockValue Value(TypeModel type) => LockValue.Of(ItemName.Replace(type.FullName.Replace("global::", string.Empty), string.Empty).Replace("@", string.Empty), type.Shape);
}
