using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Diagnostics;
using Rpc.Generators.Model;

namespace Rpc.Generators.Parsing;

/// <summary>What attributes say of a method beside its types: exceptions, time, names.</summary>
internal sealed class MethodMarks(INamedTypeSymbol contract, TypeParser types, ContractReport report, ContractPlaces places)
{
    /// <summary>The method with what its attributes, its property's and its interface's say.</summary>
    public MethodModel Apply(MethodModel model, IMethodSymbol method, ISymbol member)
    {
        ISymbol[] marked = [.. new[] { method, member, method.ContainingType, contract }.Distinct<ISymbol>(SymbolEqualityComparer.Default)];
        bool isStream = model.ResultKind == MethodResultKind.Stream;
        if (model.IsOneWay)
        {
            Useless(member, model.IsIdempotent ? "Idempotent" : null, "a one-way call is never repeated");
            Useless(member, Own(marked).Any(symbol => ContractSymbols.Has(symbol, "Rpc", "ThrowsAttribute")) ? "Throws" : null, "nobody hears how a one-way call ends");
        }

        Useless(member, !model.CanBeValue && FormerNames.Has(member) ? "FormerName" : null, "streams, and references that are sent one-way, are never stored as tasks");
        Useless(member, !model.CanBeValue && TaskRetries.Has(method) ? "TaskRetry" : null, "streams, and references that are sent one-way, are never stored as tasks");
        Useless(member, isStream && Own(marked).Any(symbol => ContractSymbols.Has(symbol, "Rpc", "TimeoutAttribute")) ? "Timeout" : null, "a stream has no limit");
        model = Named(model, method, member);
        return model with
        {
            FormerNames = FormerNames.Of(member, model, contract, report, places),
            Throws = model.IsOneWay ? default : MethodThrows.Of(marked, types, report, places),
            Timeout = isStream ? 0 : Timeout(marked),
            TaskRetry = model.CanBeValue ? TaskRetries.Of(method, report, places) : null,

            // What the contract itself requires is looked at when it is bound.
            Roles = RequiredRoles.Of(marked.Where(symbol => !SymbolEqualityComparer.Default.Equals(symbol, contract))),
        };
    }

    // What an interface says of all its methods need not make sense for each.
    private static IEnumerable<ISymbol> Own(IEnumerable<ISymbol> marked) => marked.Where(symbol => symbol is not INamedTypeSymbol);

    private void Useless(ISymbol member, string? attribute, string reason)
    {
        if (attribute is not null)
        {
            report.Add(ContractDiagnostics.NoEffect, places.Of(member), attribute, ContractNames.Short(member), reason);
        }
    }

    private int Timeout(IEnumerable<ISymbol> marked)
    {
        foreach (ISymbol symbol in marked)
        {
            AttributeData? attribute = symbol.GetAttributes().FirstOrDefault(data => ContractSymbols.Is(data.AttributeClass, "Rpc", "TimeoutAttribute"));
            if (attribute?.ConstructorArguments.FirstOrDefault().Value is not int milliseconds)
            {
                continue;
            }

            if (milliseconds is 0 or < -1)
            {
                report.Add(ContractDiagnostics.BadTimeout, places.OfAttribute(attribute), milliseconds.ToString(System.Globalization.CultureInfo.InvariantCulture), ContractNames.Short(symbol));
            }

            return milliseconds;
        }

        return 0;
    }

    private MethodModel Named(MethodModel model, IMethodSymbol method, ISymbol member)
    {
        if (RemoteNames.Attribute(member) is { } attribute && RemoteNames.Of(member) is var name)
        {
            if (name is null || !RemoteNames.IsPlain(name))
            {
                report.Add(ContractDiagnostics.BadName, places.OfAttribute(attribute), name ?? "null", ContractNames.Short(member));
            }
            else
            {
                string wire = RemoteNames.OfMember(name, model.Kind);
                model = model with { Name = wire, Signature = wire + model.Signature.Substring(model.Signature.IndexOf('(')) };
            }
        }

        Dictionary<string, string> names = Parameters(method, member);
        return names.Count == 0 ? model : model with
        {
            Parameters = new EquatableArray<ParameterModel>(model.Parameters.Select(parameter => names.TryGetValue(parameter.Name, out string? given) ? parameter with { Name = given } : parameter)),
        };
    }

    private Dictionary<string, string> Parameters(IMethodSymbol method, ISymbol member)
    {
        var names = new Dictionary<string, string>();
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (RemoteNames.Attribute(parameter) is not { } attribute)
            {
                continue;
            }

            string? name = RemoteNames.Of(parameter);
            if (name is null || !RemoteNames.IsText(name))
            {
                report.Add(ContractDiagnostics.BadName, places.OfAttribute(attribute), name ?? "null", parameter.Name);
            }
            else if (method.Parameters.Any(other => !ReferenceEquals(other, parameter) && (RemoteNames.Of(other) ?? other.Name) == name))
            {
                report.Add(ContractDiagnostics.NameTwice, places.OfAttribute(attribute), ContractNames.Short(member), name);
            }
            else
            {
                names[parameter.Name] = name;
            }
        }

        return names;
    }
}
