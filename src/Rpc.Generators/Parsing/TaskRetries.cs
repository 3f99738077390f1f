using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Diagnostics;
using Rpc.Generators.Model;

namespace Rpc.Generators.Parsing;

/// <summary>Reads <c>[TaskRetry]</c>.</summary>
internal static class TaskRetries
{
    private const int MostRetries = 1000;

    // What a TimeSpan holds.
    private const double MostSeconds = 922_337_203_685;

    /// <summary>Whether the method has the attribute.</summary>
    public static bool Has(IMethodSymbol method) => Attribute(method) is not null;

    /// <summary>What it says; null where there is none. What makes no sense is reported.</summary>
    public static TaskRetryModel? Of(IMethodSymbol method, ContractReport report, ContractPlaces places)
    {
        if (Attribute(method) is not { } attribute || attribute.ConstructorArguments.FirstOrDefault().Value is not int retries)
        {
            return null;
        }

        void Refuse(string what, double value, string range) =>
            report.Add(ContractDiagnostics.BadTaskRetry, places.OfAttribute(attribute), ContractNames.Short(method), what, value.ToString(CultureInfo.InvariantCulture), range);

        double first = Number(attribute, "FirstDelaySeconds", 1);
        double factor = Number(attribute, "Factor", 2);
        double most = Number(attribute, "MaxDelaySeconds", 3600);
        if (retries is < 0 or > MostRetries)
        {
            Refuse("retries", retries, "give 0 to 1,000");
        }

        if (!(factor >= 1) || double.IsInfinity(factor))
        {
            Refuse("Factor", factor, "waits cannot become shorter, so give 1 or more");
        }

        foreach ((string name, double seconds) in new[] { ("FirstDelaySeconds", first), ("MaxDelaySeconds", most) })
        {
            if (!(seconds >= 0 && seconds <= MostSeconds))
            {
                Refuse(name, seconds, "give 0 or more seconds");
            }
        }

        return new TaskRetryModel(retries, first, factor, most, new EquatableArray<string>(Exceptions(attribute, report, places)));
    }

    private static AttributeData? Attribute(IMethodSymbol method) => method.GetAttributes().FirstOrDefault(data => ContractSymbols.Is(data.AttributeClass, "Rpc", "TaskRetryAttribute"));

    private static double Number(AttributeData attribute, string name, double otherwise) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value as double? ?? otherwise;

    // Their names are compared with those that run-time types have, base types among them.
    private static IEnumerable<string> Exceptions(AttributeData attribute, ContractReport report, ContractPlaces places)
    {
        TypedConstant given = attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "NotAfter").Value;
        var names = new List<string>();
        foreach (ITypeSymbol type in given is { Kind: TypedConstantKind.Array, IsNull: false } ? given.Values.Select(value => value.Value).OfType<ITypeSymbol>() : [])
        {
            if (type.TypeKind == TypeKind.Error)
            {
                continue;
            }

            if (!ContractSymbols.DerivesFrom(type, "System", "Exception"))
            {
                report.Add(ContractDiagnostics.NoException, places.OfAttribute(attribute), TypeNames.Display(type));
            }
            else if (IsGeneric(type))
            {
                report.Add(ContractDiagnostics.GenericNotAfter, places.OfAttribute(attribute), TypeNames.Display(type));
            }
            else
            {
                names.Add(TypeNames.Metadata(type));
            }
        }

        return names.Distinct(StringComparer.Ordinal).OrderBy(name => name, StringComparer.Ordinal);
    }

    private static bool IsGeneric(ITypeSymbol type) => type is INamedTypeSymbol { IsGenericType: true };
}
