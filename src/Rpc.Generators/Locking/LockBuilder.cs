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
    /// <summary>A document with the one interface and the types that it reaches.</summary>
    public static LockDocument Of(ContractModel contract)
    {
        ILookup<string, TypeModel> defined = contract.Types.Where(type => type.Definition is not null).ToLookup(type => type.DisplayName, StringComparer.Ordinal);
        IEnumerable<LockType> shaped = contract.Shapes.SelectMany(type => defined.Contains(type.Name)
            ? defined[type.Name].Select(known => Shaped(LockNames.Of(known.BareName), type.Shape, known.Definition))
            : [Shaped(type.Name, type.Shape, definition: null)]);
        return new LockDocument(
            new([new LockInterface(contract.Name, new(contract.Methods.Select(Method).OrderBy(method => method.Signature, StringComparer.Ordinal)))]),
            new(shaped.Concat(contract.Enums.Select(Enum)).OrderBy(type => type.Name, StringComparer.Ordinal)));
    }

    private static LockMethod Method(MethodModel method) => new(
        method.Signature,
        new(MethodTraits.Names(method).Where(trait => trait != MethodTraits.None)),
        method.Result is { } result ? Value(result) : null,
        new(method.Parameters.Select(parameter => new LockParameter(parameter.Name, Value(parameter.Type), parameter.Default?.Json))));

    private static LockType Shaped(string name, string shape, TypeDefinition? definition) => (shape[0], definition) switch
    {
        (_, TypeSurrogate known) => new(LockTypeKind.Object, name, string.Empty, new([new LockMember("Surrogate", Value(known.Carrier))])),
        ('{', TypeObject known) => new(LockTypeKind.Object, name, string.Empty, new(known.Members.Select((member, i) => new LockMember(LockNames.Of(member), Value(member.Type), known.IsDemanded(i))))),
        ('f', TypeStruct known) => new(LockTypeKind.Struct, name, Size(shape), new(known.Fields.Select(field => new LockMember(field.Name, Value(field.Type))))),
        ('f', _) => new(LockTypeKind.Struct, name, Size(shape), Told(shape, ':')),
        ('<', _) => new(LockTypeKind.Union, name, string.Empty, Told(shape, '=')),
        _ => new(LockTypeKind.Object, name, string.Empty, Told(shape, ':')),
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

    private static LockValue Value(TypeModel type) => LockValue.Of(LockNames.Of(type.FullName), type.Shape);
}
