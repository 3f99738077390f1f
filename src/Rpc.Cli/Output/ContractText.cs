using Rpc.Calls;
using Spectre.Console;

namespace Rpc.Cli.Output;

/// <summary>A contract as text: one line a method, as C# would declare it.</summary>
internal static class ContractText
{
    public static void Write(CliConsole console, ContractDescriptor contract, RemoteUri uri)
    {
        console.Output.WriteLine($"{contract.Name} at {uri}");
        if (contract.Summary is { Length: > 0 } summary)
        {
            console.Output.WriteLine(ErrorReport.OneLine(summary));
        }

        if (contract.IsPartial)
        {
            console.Output.WriteLine("Methods that this caller may not call are not shown.");
        }

        Table table = new Table().Border(TableBorder.None).HideHeaders().AddColumn(new TableColumn(string.Empty).NoWrap().Padding(2, 0, 2, 0)).AddColumn(new TableColumn(string.Empty).Padding(0, 0));
        foreach (MethodDescriptor method in contract.Methods)
        {
            table.AddRow(Markup.Escape(Declaration(method)), Markup.Escape(ErrorReport.OneLine(method.Summary ?? string.Empty)));
        }

        console.Output.WriteLine();
        console.Write(table);
    }

    /// <summary>The method as it is declared: what it gives, its name, its parameters with their defaults, and what else the contract says of it.</summary>
    public static string Declaration(MethodDescriptor method)
    {
        string parameters = string.Join(", ", method.Parameters.Select(parameter => $"{parameter.Type} {parameter.Name}{(parameter.Default is null ? string.Empty : " = " + parameter.Default)}"));
        string type = Has(method, MethodTraits.ServerStream) && method.ReturnType is not ("System.IO.Stream" or "System.IO.Stream?") ? $"IAsyncEnumerable<{method.ReturnType}>" : method.ReturnType;
        string marks = (Has(method, MethodTraits.OneWay) ? "[OneWay] " : string.Empty) + (Has(method, MethodTraits.Idempotent) ? "[Idempotent] " : string.Empty);
        return $"{marks}{type} {method.Name}({parameters})";
    }

    private static bool Has(MethodDescriptor method, MethodTraits trait) => (method.Traits & trait) != 0;
}
