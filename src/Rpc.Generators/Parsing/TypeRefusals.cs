using Microsoft.CodeAnalysis;

namespace Rpc.Generators.Parsing;

/// <summary>Types that never travel, and why.</summary>
internal static class TypeRefusals
{
    /// <summary>Why the kind of type cannot travel, or null.</summary>
    public static string? Reason(ITypeSymbol type) => type switch
    {
        IDynamicTypeSymbol => "dynamic has no member list; name the type",
        IPointerTypeSymbol or IFunctionPointerTypeSymbol => "a pointer means nothing to another program",
        ITypeParameterSymbol => "its type is only known where the generic is closed",
        IArrayTypeSymbol { Rank: > 4 } => "arrays have at most four dimensions",
        IArrayTypeSymbol => null,
        { SpecialType: SpecialType.System_Object } => "object has no member list; name the type, or list the types with [Union]",
        { SpecialType: SpecialType.System_IntPtr or SpecialType.System_UIntPtr } => "the size of native integers depends on the machine; use long",
        { SpecialType: SpecialType.System_Void } => "void is no value",
        { TypeKind: TypeKind.Delegate } or { SpecialType: SpecialType.System_Delegate or SpecialType.System_MulticastDelegate } => "a delegate cannot leave its program; pass a [Remote] interface",
        { IsRefLikeType: true } => "a ref struct lives on one stack; use an array or Memory<T>",
        { IsAnonymousType: true } => "an anonymous type has no name; use a record",
        INamedTypeSymbol { IsUnboundGenericType: true } => "the generic type is not closed",
        INamedTypeSymbol { IsStatic: true } => "a static class has no values",
        INamedTypeSymbol => null,
        _ => "its kind is not known",
    };

    /// <summary>Why a declared type, for which the codec has no entry of its own, cannot travel; or null.</summary>
    public static string? DeclaredReason(TypeParser parser, INamedTypeSymbol type)
    {
        if (ContractSymbols.DerivesFrom(type, "System.Threading.Tasks", "Task") || TypeNames.Metadata(type) is "System.Threading.Tasks.ValueTask" or "System.Threading.Tasks.ValueTask`1")
        {
            return "a task is a result to come, not a value; return it from the method instead";
        }

        if (TypeNames.Metadata(type) is "System.Collections.Generic.IAsyncEnumerable`1" or "System.Threading.CancellationToken" or "System.IProgress`1")
        {
            return "it travels as a parameter or result of a method, not inside data";
        }

        if (ContractSymbols.DerivesFrom(type, "System.IO", "Stream"))
        {
            return "a stream travels as a parameter or result of a method, not inside data";
        }

        if (ContractSymbols.DerivesFrom(type, "System", "Exception"))
        {
            return "exceptions travel by being thrown, not as data";
        }

        if (ContractSymbols.DerivesFrom(type, "System", "Attribute") || (IsOfBaseLibrary(type) && !parser.IsDeclaredHere(type)))
        {
            return "it is a type of the base library without a codec (docs/types.md lists those that have one); give it one with [CustomCodec]";
        }

        if (IsCollection(type))
        {
            return "it is a collection of its own; use List<T> or another collection that docs/types.md lists, or let it travel as one with [CustomCodec]";
        }

        return type.TypeKind == TypeKind.Interface && !TypeAttributes.IsUnion(type)
            ? "an interface has no member list; mark it [Remote] to pass live objects, or list its classes with [Union]"
            : null;
    }

    // Whether the assembly belongs to the .NET platform, whose reference assemblies leave fields out.
    private static bool IsOfBaseLibrary(ITypeSymbol type)
    {
        string name = type.ContainingAssembly?.Name ?? "";
        return name is "System" or "mscorlib" or "netstandard" or "WindowsBase" || name.StartsWith("System.", System.StringComparison.Ordinal)
            || name.StartsWith("Microsoft.", System.StringComparison.Ordinal);
    }

    private static bool IsCollection(INamedTypeSymbol type)
    {
        foreach (INamedTypeSymbol implemented in type.AllInterfaces)
        {
            if (implemented.SpecialType == SpecialType.System_Collections_IEnumerable)
            {
                return true;
            }
        }

        return false;
    }
}
