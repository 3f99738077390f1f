using Microsoft.CodeAnalysis;
using Rpc.Generators.Diagnostics;
using Rpc.Generators.Model;

namespace Rpc.Generators.Parsing;

/// <summary>How generated code gets at a member.</summary>
internal static class TypeBindings
{
    public static TypeMember Member(TypeParser parser, ISymbol symbol, TypeModel type, bool isBound, bool setsRequired)
    {
        if (RemoteNames.OfMember(symbol) is { } name && !RemoteNames.IsText(name))
        {
            parser.Fail(ContractDiagnostics.BadName, parser.PlaceOf(symbol, null), name, symbol.Name);
        }

        bool isField = symbol is IFieldSymbol;
        bool isRequired = !setsRequired && symbol is IFieldSymbol { IsRequired: true } or IPropertySymbol { IsRequired: true };
        bool isHidden = !parser.IsAccessible(isField ? symbol : ((IPropertySymbol)symbol).GetMethod!);
        TypeMemberBinding binding = isBound && !isRequired ? TypeMemberBinding.Constructor : Binding(parser, symbol, isRequired);
        return new TypeMember(
            symbol.Name,
            TypeJsonNames.Of(symbol),
            type,
            binding,
            isRequired,
            isField,
            isHidden,
            TypeNames.Full(symbol.ContainingType.WithNullableAnnotation(NullableAnnotation.NotAnnotated)),
            isHidden || binding == TypeMemberBinding.Accessor ? TypeOwners.Of(parser, symbol) : null)
        {
            Getter = TypeExceptions.Getter(symbol),
        };
    }

    private static TypeMemberBinding Binding(TypeParser parser, ISymbol symbol, bool isRequired)
    {
        if (symbol is IFieldSymbol field)
        {
            return field.IsReadOnly || !parser.IsAccessible(field) ? TypeMemberBinding.Accessor : isRequired ? TypeMemberBinding.Initializer : TypeMemberBinding.Setter;
        }

        return ((IPropertySymbol)symbol).SetMethod switch
        {
            null => TypeMemberBinding.None,
            var setter when !parser.IsAccessible(setter) => TypeMemberBinding.Accessor,
            { IsInitOnly: true } => TypeMemberBinding.Initializer,
            _ when isRequired => TypeMemberBinding.Initializer,
            _ => TypeMemberBinding.Setter,
        };
    }
}
