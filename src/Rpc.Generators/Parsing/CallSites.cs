using System;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rpc.Generators.Diagnostics;
using Rpc.Generators.Model;

namespace Rpc.Generators.Parsing;

/// <summary>Calls of the runtime's generic methods, whose type arguments say what has to be generated.</summary>
/// <remarks>
/// The generator looks at every such call after every keystroke, and binding one binds the method around it. So <c>Get</c>, <c>Add</c> and <c>PublishAsync</c> count only
/// with their type argument written out, and are bound only where that is a closed generic interface; calls of <c>RpcCodec</c> are rare and always bound.
/// </remarks>
internal static class CallSites
{
    /// <summary>Whether a node may be such a call, as far as its text tells.</summary>
    public static bool IsCandidate(SyntaxNode node) => node is InvocationExpressionSyntax call && Name(call) is { } name && KindOf(name.Identifier.ValueText) switch
    {
        CallSiteKind.Contract => name is GenericNameSyntax { TypeArgumentList.Arguments.Count: 1 },
        CallSiteKind.Codec => name is GenericNameSyntax || IsOnCodec(call),
        _ => false,
    };

    /// <summary>Whether a call has the name of such a method, whatever it is called on and whether its type argument is written or not.</summary>
    public static bool IsNamedLikeOne(InvocationExpressionSyntax call) => Name(call) is { } name && KindOf(name.Identifier.ValueText) is not null;

    /// <summary>The method's name in the call.</summary>
    public static SimpleNameSyntax? Name(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        SimpleNameSyntax name => name,
        _ => null,
    };

    /// <summary>Whether the type argument is written out.</summary>
    public static bool IsWritten(SyntaxNode call) => Name((InvocationExpressionSyntax)call) is GenericNameSyntax;

    /// <summary>Whether the call can matter to the generator, found out without binding the method around it.</summary>
    public static bool IsWorthBinding(SyntaxNode node, SemanticModel model)
    {
        if (Name((InvocationExpressionSyntax)node) is not GenericNameSyntax name || KindOf(name.Identifier.ValueText) != CallSiteKind.Contract)
        {
            return true;
        }

        TypeSyntax argument = name.TypeArgumentList.Arguments[0];
        ITypeSymbol? type = model.GetSpeculativeTypeInfo(argument.SpanStart, argument, SpeculativeBindingOption.BindAsTypeOrNamespace).Type;
        return type is not null && RemoteInstances.IsClosed(type);
    }

    /// <summary>What a method does with its type argument; null for one that is not the runtime's.</summary>
    public static CallSiteKind? KindOf(IMethodSymbol method) =>
        method.Arity == 1 && KindOf(method.Name) is { } kind && ContractSymbols.Is(method.ContainingType, "Rpc", Declaring(method.Name, kind)) ? kind : null;

    /// <summary>What a call asks for, or what is wrong with it.</summary>
    public static ContractFindings Parse(
        CallSiteKind kind, ITypeSymbol argument, Location? place, bool isInferred, Compilation compilation, ContractReport report, CancellationToken cancellationToken,
        Action<INamedTypeSymbol, ContractModel?, Location?>? parsed = null)
    {
        var instances = new ContractInstances();
        EquatableArray<TypeModel> types = default;
        if (ContractGenerics.IsOpen(argument))
        {
            Open(kind, argument, place, compilation, report);
        }
        else if (kind == CallSiteKind.Codec)
        {
            var parser = new TypeParser(compilation, report.Add, report.AllowsMemoryPack) { Instances = instances };
            if (parser.Parse(argument, place) is { Category: TypeCategory.Reference } reference)
            {
                report.Add(TypeDiagnostics.Unsupported, place, reference.DisplayName, "a live object has no bytes; it travels in calls");
            }

            types = parser.Reachable;
        }
        else if (argument.TypeKind != TypeKind.Error)
        {
            Contract(argument, place, isInferred, compilation, report, instances);
        }

        return new ContractFindings(null, ContractClosure.Parse(instances, compilation, report, cancellationToken, parsed), types);
    }

    private static void Contract(ITypeSymbol argument, Location? place, bool isInferred, Compilation compilation, ContractReport report, ContractInstances instances)
    {
        if (argument is not INamedTypeSymbol { TypeKind: TypeKind.Interface } contract || !TypeAttributes.IsRemote(contract))
        {
            report.Add(ContractDiagnostics.NotRemote, place, TypeNames.Display(argument));
        }
        else if (!isInferred)
        {
            instances.Add(contract, place);
        }
        else if (contract.Arity > 0 && !RemoteInstances.Close(contract, compilation))
        {
            report.Add(ContractDiagnostics.MayBeMissing, place, TypeNames.Display(contract), "the type argument is inferred, and the generator looks only at written ones");
        }
    }

    private static void Open(CallSiteKind kind, ITypeSymbol argument, Location? place, Compilation compilation, ContractReport report)
    {
        if (kind == CallSiteKind.Codec || argument is ITypeParameterSymbol)
        {
            report.Add(ContractDiagnostics.UnknownArgument, place, TypeNames.Display(argument), kind == CallSiteKind.Codec ? "codec" : "contract");
        }
        else if (!TypeAttributes.IsRemote(argument))
        {
            report.Add(ContractDiagnostics.NotRemote, place, TypeNames.Display(argument));
        }
        else if (!RemoteInstances.Close(argument, compilation))
        {
            report.Add(ContractDiagnostics.MayBeMissing, place, TypeNames.Display(argument), "it is known only where the type parameter is");
        }
    }

    private static CallSiteKind? KindOf(string method) => method switch
    {
        "Get" or "Add" or "PublishAsync" => CallSiteKind.Contract,
        "Encode" or "Decode" or "EncodeJson" or "DecodeJson" => CallSiteKind.Codec,
        _ => null,
    };

    private static string Declaring(string method, CallSiteKind kind) => kind == CallSiteKind.Codec ? "RpcCodec" : method == "Get" ? "RpcClient" : "RpcServer";

    private static bool IsOnCodec(InvocationExpressionSyntax call) => call.Expression is MemberAccessExpressionSyntax
    {
        Expression: SimpleNameSyntax { Identifier.ValueText: "RpcCodec" } or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "RpcCodec" },
    };
}
