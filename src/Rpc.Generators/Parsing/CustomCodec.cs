using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Rpc.Generators.Parsing;

/// <summary>One type that the struct of a [CustomCodec] is for.</summary>
/// <param name="Codec">The struct, open where it is generic.</param>
/// <param name="Implemented">The <c>ICodec&lt;T&gt;</c> or <c>ISurrogate&lt;T, TSurrogate&gt;</c> of it that is meant.</param>
/// <param name="Place">The attribute, where it stands in this compilation.</param>
internal sealed record CustomCodec(INamedTypeSymbol Codec, INamedTypeSymbol Implemented, Location? Place)
{
    /// <summary>The type.</summary>
    public INamedTypeSymbol Target => (INamedTypeSymbol)Implemented.TypeArguments[0];

    /// <summary>What it travels as; null where the struct writes the bytes itself.</summary>
    public ITypeSymbol? Surrogate => Implemented.TypeArguments.Length == 2 ? Implemented.TypeArguments[1] : null;

    /// <summary>Whether the codec is of this compilation, and so goes before those of references.</summary>
    public bool IsLocal => Place is not null;

    /// <summary>Whether it serves all closed forms of a generic type.</summary>
    public bool IsOpen => Codec is { IsDefinition: true, TypeParameters.IsEmpty: false };

    /// <summary>This for a type, with type arguments in place; null where it is for another type.</summary>
    public CustomCodec? Close(INamedTypeSymbol type)
    {
        if (!IsOpen)
        {
            return SymbolEqualityComparer.Default.Equals(Target, type) ? this : null;
        }

        ImmutableArray<ITypeSymbol> arguments = [.. Codec.TypeParameters.Select(parameter => type.TypeArguments[Target.TypeArguments.IndexOf(parameter, SymbolEqualityComparer.Default)])];
        INamedTypeSymbol closed = Codec.Construct(arguments, [.. arguments.Select(argument => argument.NullableAnnotation)]);
        return this with { Codec = closed, Implemented = closed.AllInterfaces[Codec.AllInterfaces.IndexOf(Implemented, SymbolEqualityComparer.Default)] };
    }
}
