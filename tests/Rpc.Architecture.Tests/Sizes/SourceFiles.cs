namespace Rpc.Architecture.Tests.Sizes;

/// <summary>The C# files that people wrote.</summary>
internal static class SourceFiles
{
    /// <summary>Every *.cs below a folder except in bin and obj.</summary>
    public static IEnumerable<string> Below(string folder) =>
        Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories).Where(file => !IsGenerated(Path.GetRelativePath(folder, file)));

    /// <summary>True for a path in bin or obj, or one that a generator named.</summary>
    public static bool IsGenerated(string path)
    {
        string[] parts = path.Split('/', '\\');
        return parts.Contains("obj", StringComparer.Ordinal) || parts.Contains("bin", StringComparer.Ordinal) || path.EndsWith(".g.cs", StringComparison.Ordinal);
    }
}
