using Microsoft.CodeAnalysis;

namespace Rpc.Generators.Tests.Harness;

/// <summary>What the compiled sources may use: the framework that runs the tests, and Rpc.Runtime.</summary>
internal static class References
{
    public static IReadOnlyList<MetadataReference> All { get; } = Load();

    private static List<MetadataReference> Load()
    {
        var framework = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is { } name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard.dll" or "mscorlib.dll"));
        return [.. framework.Append(typeof(RemoteAttribute).Assembly.Location).Select(path => MetadataReference.CreateFromFile(path))];
    }
}
