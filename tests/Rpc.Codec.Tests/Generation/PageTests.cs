using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Rpc.Generators.Diagnostics;
using Rpc.Generators.Parsing;

namespace Generation;

public class PageTests
{
    private static readonly DiagnosticDescriptor[] All = [.. typeof(TypeDiagnostics).GetFields(BindingFlags.Static | BindingFlags.Public).Select(f => f.GetValue(null)).OfType<DiagnosticDescriptor>()];

    public static TheoryData<string> Ids => [.. All.Select(d => d.Id)];

    [Fact]
    public void The_list_that_the_analyzer_announces_has_them_all() => Assert.Equal(All, TypeDiagnostics.All);

    [Theory]
    [MemberData(nameof(Ids))]
    public void Each_id_has_a_page_whose_samples_hold(string id)
    {
        DiagnosticDescriptor descriptor = All.Single(d => d.Id == id);
        string page = Generation.Source("../../" + DiagnosticPages.Path(id));
        Assert.StartsWith($"# {id}: {descriptor.Title}\n\nError. ", page, StringComparison.Ordinal);
        string[] samples = [.. Regex.Matches(page, "```csharp\n(.*?)```", RegexOptions.Singleline).Select(match => match.Groups[1].Value)];
        Assert.Equal(2, samples.Length);
        Assert.Equal([id], Check(samples[0]));
        Assert.Empty(Check(samples[1]));
    }

    private static string[] Check(string sample)
    {
        string[] assemblies = sample.Split("// In another assembly:\n");
        string[] files = [.. assemblies[0].Split("// In another file:\n").Select(file => "using Rpc;\n" + file), Generation.MemoryPack];
        CSharpCompilation compilation = Generation.Compile(CSharpParseOptions.Default, NullableContextOptions.Enable, files);
        foreach (string other in assemblies.Skip(1))
        {
            compilation = compilation.AddReferences(Generation.Compile(CSharpParseOptions.Default, NullableContextOptions.Enable, other).WithAssemblyName("Other").EmitToImageReference());
        }

        Assert.DoesNotContain(compilation.GetDiagnostics(), d => d.Severity == DiagnosticSeverity.Error);
        (TypeParser parser, var problems) = Generation.Parse(compilation);
        Assert.Empty(Generation.Emit(compilation, CSharpParseOptions.Default, parser));
        return [.. problems.Select(p => p.Descriptor.Id)];
    }
}
