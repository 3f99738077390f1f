using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Model;

namespace Rpc.Generators.Parsing;

/// <summary>Types of other assemblies: the codecs that those assemblies wrote themselves, and when one may be written here instead.</summary>
internal sealed class TypeForeign(Compilation compilation)
{
    private readonly Dictionary<IAssemblySymbol, Dictionary<string, string>> _assemblies = new(SymbolEqualityComparer.Default);

    /// <summary>The model of a type whose own assembly wrote its codec, or null. Structs that travel as their memory are written here in any case.</summary>
    public TypeModel? Find(TypeParser parser, INamedTypeSymbol type)
    {
        if (parser.IsDeclaredHere(type) || ShapeOf(type) is not { } shape || shape[0] == 'f')
        {
            return null;
        }

        string name = TypeNames.Display(type);
        AddShapes(parser, type.ContainingAssembly, name, shape);
        TypeModel model = TypeChooser.Model(type, shape[0] == '<' ? TypeCategory.Union : TypeCategory.Object, "", $"@{name};");
        return model with { Codec = $"global::Rpc.Codec.RegisteredCodec<{model.CodecType}>", IsForeign = true };
    }

    /// <summary>The shape that the type's own assembly told of it, or null.</summary>
    public string? ShapeOf(INamedTypeSymbol type) =>
        type.ContainingAssembly is { } assembly && Shapes(assembly).TryGetValue(TypeNames.Display(type), out string? shape) ? shape : null;

    /// <summary>Why a struct of another assembly has no dependable layout, or null.</summary>
    public static string? LayoutRefusal(TypeParser parser, INamedTypeSymbol type)
    {
        if (parser.Foreign.ShapeOf(type) is not null)
        {
            return null;
        }

        IFieldSymbol? hidden = type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(f => !f.IsStatic && !parser.IsAccessible(f) && Property(type, f) is null);
        return hidden is null ? null : $"its field {hidden.Name} is private in '{type.ContainingAssembly.Name}'; use the type in a contract there, in a project with the generator";
    }

    /// <summary>Why the members of a class of another assembly have no dependable order, or null.</summary>
    public static string? MemberRefusal(TypeParser parser, INamedTypeSymbol type, List<ISymbol> members, bool[] bound)
    {
        bool isOrdered = members.Count > 0 && members.All(m => TypeAttributes.Order(m) is not null);
        if (isOrdered && TypeAttributes.IsMemoryPackable(type))
        {
            return null;
        }

        for (int i = 0; i < members.Count; i++)
        {
            bool isSettable = bound[i] || members[i] switch
            {
                IFieldSymbol field => !field.IsReadOnly && parser.IsAccessible(field),
                IPropertySymbol property => property.SetMethod is { } setter && parser.IsAccessible(setter),
                _ => false,
            };
            if (!isSettable)
            {
                return $"its member {members[i].Name} is neither settable nor bound to a constructor parameter";
            }
        }

        return !isOrdered && members.GroupBy(m => m.ContainingType, SymbolEqualityComparer.Default).Any(level => level.Any(m => m is IFieldSymbol) && level.Any(m => m is IPropertySymbol))
            ? "it mixes public fields and properties, whose order a reference assembly does not keep"
            : null;
    }

    private static IPropertySymbol? Property(INamedTypeSymbol type, IFieldSymbol field) => field.AssociatedSymbol as IPropertySymbol
        ?? type.GetMembers().OfType<IPropertySymbol>().FirstOrDefault(p => field.Name == $"<{p.Name}>k__BackingField" && p.DeclaredAccessibility == Accessibility.Public);

    // A peer needs the shapes of all that the type reaches, and they may stand in further assemblies.
    private void AddShapes(TypeParser parser, IAssemblySymbol assembly, string name, string shape)
    {
        if (parser.HasShape(name))
        {
            return;
        }

        parser.AddShape(name, shape);
        for (int at = shape.IndexOf('@'); at >= 0; at = shape.IndexOf('@', at + 1))
        {
            string inner = shape.Substring(at + 1, shape.IndexOf(';', at) - at - 1);
            IEnumerable<IAssemblySymbol> places = new[] { assembly }.Concat(compilation.SourceModule.ReferencedAssemblySymbols);
            foreach (IAssemblySymbol place in places)
            {
                if (Shapes(place).TryGetValue(inner, out string? found))
                {
                    AddShapes(parser, place, inner, found);
                    break;
                }
            }
        }
    }

    private Dictionary<string, string> Shapes(IAssemblySymbol assembly)
    {
        if (!_assemblies.TryGetValue(assembly, out Dictionary<string, string>? shapes))
        {
            shapes = new(StringComparer.Ordinal);
            foreach (AttributeData attribute in assembly.GetAttributes())
            {
                if (attribute.AttributeClass is { Name: "GeneratedCodecAttribute" } && attribute.ConstructorArguments is { Length: 3 } arguments
                    && arguments[1].Value is string name && arguments[2].Value is string { Length: > 0 } shape)
                {
                    shapes[name] = shape;
                }
            }

            _assemblies.Add(assembly, shapes);
        }

        return shapes;
    }
}
