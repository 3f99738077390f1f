using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Rpc.Generators.Tests.Harness;

/// <summary>GeneratedCode code as a loaded assembly, for tests of what it does.</summary>
internal static class Loaded
{
    public static Assembly From(string source)
    {
        using var image = new MemoryStream();
        var build = new Build { AssemblyName = "Loaded" + Guid.NewGuid().ToString("N"), Documentation = DocumentationMode.Parse };
        var result = GeneratedCode.Clean(source, build).Compilation.Emit(image, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error)));
        return Assembly.Load(image.ToArray());
    }
}
