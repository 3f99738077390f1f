using System.Reflection;
using Rpc.Tests.Shared;

namespace Rpc.Stress.Tests;

/// <summary>The entries of <c>eng/sabotage</c> still fit the code and the tests; the script itself takes too long for every day.</summary>
public sealed class SabotageTests
{
    private static readonly Entry[] s_entries = [.. Entry.Files.Select(static path => new Entry(path))];

    public static TheoryData<string> Names => [.. Entry.Files.Select(static path => Path.GetFileNameWithoutExtension(path))];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_line_occurs_once_in_its_file_and_is_changed(string name)
    {
        Entry entry = Get(name);
        Assert.Equal(1, entry.Occurrences);
        Assert.NotEqual(entry.Line, entry.With);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_test_that_must_notice_is_there(string name)
    {
        Entry entry = Get(name);
        Assert.True(Directory.Exists(RepositoryPaths.Path("tests", entry.Test)), entry.Test);
        Assert.True(entry.Class is not null ^ entry.Method is not null, "It names a class or a method.");
        string last = (entry.Class ?? entry.Method)!.Split(['.', '+', '*'], StringSplitOptions.RemoveEmptyEntries)[^1];
        Assert.Contains(Sources(entry.Test), source => source.Contains($"class {last}", StringComparison.Ordinal) || source.Contains($" {last}", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_promise_has_a_sabotage_that_breaks_it()
    {
        IEnumerable<Type> promises = typeof(SabotageTests).Assembly.GetTypes().Where(static type => type.Name.EndsWith("Stress", StringComparison.Ordinal));
        Assert.All(promises, static promise => Assert.Contains(s_entries, entry => Breaks(entry, promise)));
    }

    private static bool Breaks(Entry entry, Type promise) => entry.Class?.TrimStart('*', '.') == promise.Name
        || promise.GetMethods(BindingFlags.Public | BindingFlags.Instance).Any(method => entry.Method is { } part && method.Name.Contains(part.Trim('*'), StringComparison.Ordinal));

    private static Entry Get(string name) => new(RepositoryPaths.Path("eng", "sabotage", $"{name}.txt"));

    private static IEnumerable<string> Sources(string suite) => Directory.EnumerateFiles(RepositoryPaths.Path("tests", suite), "*.cs", SearchOption.AllDirectories)
        .Where(static path => !path.Contains("/obj/", StringComparison.Ordinal)).Select(File.ReadAllText);
}
