using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Diagnostics;
using Rpc.Generators.Model;

namespace Rpc.Generators.Parsing;

/// <summary>Decides for each member of a contract what it is remotely, or reports why it cannot be.</summary>
internal sealed class MethodParser(INamedTypeSymbol contract, Compilation compilation, TypeParser types, ContractReport report, ContractPlaces places)
{
    private readonly MethodMarks _marks = new(contract, types, report, places);

    /// <summary>The methods that the member stands for: one, or a property's accessors. None where something is wrong.</summary>
    public IEnumerable<MethodModel> Parse(ISymbol member)
    {
        switch (member)
        {
            case IMethodSymbol method when IsPossible(method) && ArePossible(method.Parameters, method):
                return Single(Method(method, method, MethodMemberKind.Method));
            case IPropertySymbol property when IsPossible(property):
                return Accessors(property);
            case IEventSymbol:
                report.Add(ContractDiagnostics.Event, places.Of(member), ContractNames.Short(member));
                return [];
            default:
                return [];
        }
    }

    private static IEnumerable<MethodModel> Single(MethodModel? method) => method is null ? [] : [method];

    private IEnumerable<MethodModel> Accessors(IPropertySymbol property)
    {
        if (property.GetMethod is { } getter && Method(getter, property, MethodMemberKind.Getter) is { } get)
        {
            yield return get;
        }

        if (property.SetMethod is { IsInitOnly: true })
        {
            report.Add(ContractDiagnostics.InitAccessor, places.Of(property), ContractNames.Short(property));
        }
        else if (property.SetMethod is { } setter && Method(setter, property, MethodMemberKind.Setter) is { } set)
        {
            yield return set;
        }
    }

    private bool IsPossible(ISymbol member)
    {
        DiagnosticDescriptor? wrong = member switch
        {
            { IsStatic: true } => ContractDiagnostics.StaticAbstract,
            { DeclaredAccessibility: not Accessibility.Public } => ContractDiagnostics.NotPublic,
            IMethodSymbol { Arity: > 0 } => ContractDiagnostics.GenericMethod,
            IPropertySymbol { IsIndexer: true } => ContractDiagnostics.Indexer,
            IMethodSymbol { RefKind: not RefKind.None } or IPropertySymbol { RefKind: not RefKind.None } => ContractDiagnostics.ReferenceReturn,
            _ => null,
        };
        if (wrong is not null)
        {
            report.Add(wrong, places.Of(member), ContractNames.Short(member));
        }

        return wrong is null;
    }

    // Each that is wrong is told.
    private bool ArePossible(ImmutableArray<IParameterSymbol> parameters, IMethodSymbol method)
    {
        bool possible = true;
        for (int i = 0; i < parameters.Length; i++)
        {
            IParameterSymbol parameter = parameters[i];
            if (parameter.RefKind != RefKind.None)
            {
                report.Add(ContractDiagnostics.ByReference, places.Of(parameter), ContractNames.Short(method), parameter.Name, Words(parameter.RefKind));
                possible = false;
            }
            else if (parameter is { IsParams: true, Type.IsRefLikeType: true })
            {
                report.Add(ContractDiagnostics.ParamsSpan, places.OfType(parameter), ContractNames.Short(method), parameter.Name, parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
                possible = false;
            }
            else if (MethodParameters.IsToken(parameter) && i != parameters.Length - 1)
            {
                report.Add(ContractDiagnostics.TokenNotLast, places.Of(parameter), ContractNames.Short(method));
                possible = false;
            }
        }

        return possible;
    }

    private MethodModel? Method(IMethodSymbol method, ISymbol member, MethodMemberKind kind)
    {
        (MethodResultKind resultKind, ITypeSymbol? value) = MethodResult.Of(method.ReturnType);
        bool oneWay = ContractSymbols.Has(method, "Rpc", "OneWayAttribute");
        if (oneWay && value is not null)
        {
            report.Add(ContractDiagnostics.OneWayWithResult, places.Of(member), ContractNames.Short(member), method.ReturnType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
            return null;
        }

        // What a task carries is declared in its type argument; attributes on the result speak of the task.
        TypeModel? result = value is null ? null : Result(resultKind is MethodResultKind.Value or MethodResultKind.Body ? MethodNullability.OfOutput(value, member) : value, member, kind);
        IParameterSymbol? token = kind == MethodMemberKind.Method ? method.Parameters.LastOrDefault(MethodParameters.IsToken) : null;
        List<ParameterModel?> parameters = [.. method.Parameters.Where(parameter => !ReferenceEquals(parameter, token)).Select(parameter => Parameter(parameter, member, oneWay))];
        if ((value is not null && result is null) || parameters.Contains(null))
        {
            report.Fail();
            return null;
        }

        if (report.Advises)
        {
            MethodAdvice.Give(method, kind, resultKind, places, report);
        }

        var model = new MethodModel(
            Name: method.Name,
            Identifier: string.Empty,
            Signature: MethodIdentity.Signature(method),
            Kind: kind,
            Member: TypeNames.Escape(member.Name),
            DeclaringType: method.ContainingType.ToDisplayString(ContractNames.Code),
            IsInherited: !SymbolEqualityComparer.Default.Equals(method.ContainingType, contract),
            DocumentationId: member.OriginalDefinition.GetDocumentationCommentId() ?? string.Empty,
            ResultKind: resultKind,
            Result: result,
            IsOneWay: oneWay,
            IsIdempotent: ContractSymbols.Has(method, "Rpc", "IdempotentAttribute") || ContractSymbols.Has(member, "Rpc", "IdempotentAttribute"),
            Parameters: new EquatableArray<ParameterModel>(MethodParameters.TrailingDefaults(parameters.OfType<ParameterModel>())),
            Token: token is null ? null : TypeNames.Escape(token.Name),
            CallName: null,
            Summary: ContractSummary.Of(member, compilation));
        return _marks.Apply(model, method, member);
    }

    private TypeModel? Result(ITypeSymbol type, ISymbol member, MethodMemberKind kind) => MethodFlows.IsBody(type) && kind == MethodMemberKind.Method
        ? MethodFlows.Model(type, ParameterFlow.Body, item: null)
        : Travelling(type, places.OfType(member), "the result", member);

    private ParameterModel? Parameter(IParameterSymbol parameter, ISymbol member, bool oneWay)
    {
        // The value of a setter is declared by its property.
        ISymbol declared = member is IPropertySymbol ? member : parameter;
        ITypeSymbol given = MethodNullability.OfInput(parameter.Type, declared);
        ParameterFlow flow = ReferenceEquals(declared, parameter) ? MethodFlows.Of(given) : ParameterFlow.None;
        if (flow != ParameterFlow.None)
        {
            return Flow(parameter, given, flow, member, oneWay);
        }

        if (Travelling(given, places.OfType(declared), $"the parameter '{parameter.Name}'", member) is not { } type)
        {
            return null;
        }

        if (type.IsNonNullableReference && MethodNullability.IsSilentNull(parameter, compilation))
        {
            report.Add(ContractDiagnostics.NullDefault, places.Of(parameter), ContractNames.Short(member), parameter.Name);
        }

        return new ParameterModel(parameter.Name, TypeNames.Escape(parameter.Name), type, parameter.IsParams, MethodDefault.Of(parameter, type));
    }

    private ParameterModel? Flow(IParameterSymbol parameter, ITypeSymbol given, ParameterFlow flow, ISymbol member, bool oneWay)
    {
        Location? place = places.OfType(parameter);
        string role = $"the parameter '{parameter.Name}'";
        if (oneWay)
        {
            report.Add(ContractDiagnostics.OneWayWithFlow, place, ContractNames.Short(member), parameter.Name);
            return null;
        }

        TypeModel? item = flow == ParameterFlow.Body ? null : Travelling(((INamedTypeSymbol)given).TypeArguments[0], place, role, member);
        if (flow != ParameterFlow.Body && item is null)
        {
            return null;
        }

        TypeModel type = MethodFlows.Model(given, flow, item);
        return new ParameterModel(parameter.Name, TypeNames.Escape(parameter.Name), type, IsParams: false, MethodDefault.Of(parameter, type), flow, item);
    }

    private TypeModel? Travelling(ITypeSymbol type, Location? place, string role, ISymbol member)
    {
        // Of a generic interface that is not closed only the rest can be judged.
        if (contract.IsDefinition && ContractGenerics.IsOpen(type))
        {
            return TypeChooser.Model(type, TypeCategory.Value, string.Empty, string.Empty);
        }

        if (MethodFlows.Refusal(type) is not { } reason)
        {
            return types.Parse(type, place);
        }

        report.Add(ContractDiagnostics.FlowElsewhere, place, type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), role, ContractNames.Short(member), reason);
        return null;
    }

    private static string Words(RefKind kind) => kind switch
    {
        RefKind.Out => "out",
        RefKind.In => "in",
        RefKind.RefReadOnlyParameter => "ref readonly",
        _ => "ref",
    };
}
