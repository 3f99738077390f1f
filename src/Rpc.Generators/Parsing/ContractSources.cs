using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Rpc.Generators.Parsing;

/// <summary>Finds the files on whose declarations a contract can depend: those of every type of the compilation that is reached from it.</summary>
/// <remarks>
/// Goes wider than parsing does: over all members, base types, type arguments and types that attributes name. So a new question about a type that a contract
/// reaches is answered by files that are in the list already.
/// </remarks>
internal sealed class ContractSources
{
    private readonly IAssemblySymbol _assembly;
    private readonly HashSet<ISymbol> _seen = new(SymbolEqualityComparer.Default);
    private readonly HashSet<SyntaxTree> _trees = [];

    private ContractSources(IAssemblySymbol assembly) => _assembly = assembly;

    /// <summary>The files.</summary>
    /// <param name="origin">An interface, or the assembly for what its attributes name.</param>
    /// <param name="compilation">Where it stands.</param>
    public static DeclarationSource[] Of(ISymbol origin, Compilation compilation)
    {
        var sources = new ContractSources(compilation.Assembly);
        sources.Attributes(compilation.Assembly);
        sources.Visit(origin as ITypeSymbol);
        return [.. sources._trees.Select(DeclarationSource.Of)];
    }

    private void Visit(ITypeSymbol? type)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                Visit(array.ElementType);
                break;
            case IPointerTypeSymbol pointer:
                Visit(pointer.PointedAtType);
                break;
            case INamedTypeSymbol named:
                foreach (ITypeSymbol argument in named.TypeArguments)
                {
                    Visit(argument);
                }

                if (SymbolEqualityComparer.Default.Equals(named.ContainingAssembly, _assembly) && _seen.Add(named.OriginalDefinition))
                {
                    Declaration(named.OriginalDefinition);
                }

                break;
        }
    }

    private void Declaration(INamedTypeSymbol type)
    {
        foreach (SyntaxReference reference in type.DeclaringSyntaxReferences)
        {
            _trees.Add(reference.SyntaxTree);
        }

        Attributes(type);
        Visit(type.ContainingType);
        Visit(type.BaseType);
        foreach (INamedTypeSymbol part in type.Interfaces)
        {
            Visit(part);
        }

        foreach (ISymbol member in type.GetMembers())
        {
            Member(member);
        }
    }

    private void Member(ISymbol member)
    {
        Attributes(member);
        switch (member)
        {
            case IFieldSymbol field:
                Visit(field.Type);
                break;
            case IPropertySymbol property:
                Visit(property.Type);
                break;
            case IMethodSymbol method when method.ContainingType.TypeKind == TypeKind.Interface || method.MethodKind == MethodKind.Constructor:
                Visit(method.ReturnType);
                foreach (IParameterSymbol parameter in method.Parameters)
                {
                    Visit(parameter.Type);
                }

                break;
        }
    }

    private void Attributes(ISymbol symbol)
    {
        foreach (AttributeData data in symbol.GetAttributes())
        {
            Visit(data.AttributeClass);
            foreach (TypedConstant argument in data.ConstructorArguments.Concat(data.NamedArguments.Select(named => named.Value)))
            {
                Argument(argument);
            }
        }
    }

    private void Argument(TypedConstant argument)
    {
        if (argument.Kind == TypedConstantKind.Type)
        {
            Visit(argument.Value as ITypeSymbol);
        }
        else if (argument.Kind == TypedConstantKind.Array && !argument.IsNull)
        {
            foreach (TypedConstant element in argument.Values)
            {
                Argument(element);
            }
        }
    }
}
