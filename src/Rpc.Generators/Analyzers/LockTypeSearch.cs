using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Locking;
using Rpc.Generators.Parsing;

namespace Rpc.Generators.Analyzers;

/// <summary>Finds the symbol of a type that a contract reaches, by the name that it has in contract.lock. Runs only when there is something to tell.</summary>
internal sealed class LockTypeSearch(string name)
{
    private readonly HashSet<ISymbol> _seen = new(SymbolEqualityComparer.Default);
    private readonly Queue<ITypeSymbol> _open = new();

    public INamedTypeSymbol? In(INamedTypeSymbol contract)
    {
        foreach (IMethodSymbol method in ContractMembers.Interfaces(contract).SelectMany(part => part.GetMembers().OfType<IMethodSymbol>()))
        {
            Add(method.ReturnType);
            foreach (IParameterSymbol parameter in method.Parameters)
            {
                Add(parameter.Type);
            }
        }

        while (_open.Count != 0)
        {
            ITypeSymbol type = _open.Dequeue();
            // A struct that may be null has the name of the struct, but no place.
            if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: not SpecialType.System_Nullable_T } found && (TypeNames.Display(found) == name || LockNames.Of(TypeNames.Key(found)).TrimEnd('?') == name))
            {
                return found;
            }

            AddPartsOf(type);
        }

        return null;
    }

    private void AddPartsOf(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array)
        {
            Add(array.ElementType);
            return;
        }

        if (type is not INamedTypeSymbol named)
        {
            return;
        }

        foreach (ITypeSymbol argument in named.TypeArguments)
        {
            Add(argument);
        }

        // A remote interface is a reference: what it carries is its own contract's.
        if (named.SpecialType != SpecialType.None || TypeAttributes.IsRemote(named))
        {
            return;
        }

        Add(named.BaseType);
        foreach (AttributeData union in TypeAttributes.Unions(named))
        {
            Add(union.ConstructorArguments.Select(argument => argument.Kind == TypedConstantKind.Type ? argument.Value as ITypeSymbol : null).FirstOrDefault(found => found is not null));
        }

        foreach (ISymbol member in named.GetMembers().Where(member => !member.IsStatic))
        {
            Add(member is IFieldSymbol field ? field.Type : (member as IPropertySymbol)?.Type);
        }
    }

    private void Add(ITypeSymbol? type)
    {
        if (type is not null && _seen.Add(type))
        {
            _open.Enqueue(type);
        }
    }
}
