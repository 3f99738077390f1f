using Rpc.Tests.Shared;

namespace Rpc.Stress.Tests;

/// <summary>A line that is broken on purpose, and the test that must notice; a file of <c>eng/sabotage</c>.</summary>
internal sealed class Entry(string path)
{
    private readonly string[] _lines = System.IO.File.ReadAllLines(path);

    public static string[] Files { get; } = Directory.GetFiles(RepositoryPaths.Path("eng", "sabotage"), "*.txt");

    public string File => Value("file") ?? "";

    public string Line => Value("line") ?? "";

    public string With => Value("with") ?? "";

    public string Test => Value("test") ?? "";

    public string? Class => Value("class");

    public string? Method => Value("method");

    /// <summary>How often the line occurs in its file.</summary>
    public int Occurrences => System.IO.File.Exists(RepositoryPaths.Path(File)) && Line.Length > 0
        ? System.IO.File.ReadAllText(RepositoryPaths.Path(File)).Split(Line).Length - 1
        : 0;

    private string? Value(string key) => _lines.FirstOrDefault(line => line.StartsWith($"{key}: ", StringComparison.Ordinal))?[(key.Length + 2)..];
}
