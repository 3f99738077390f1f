using Microsoft.CodeAnalysis;

namespace Rpc.Generators.Tests.CodeFixes;

/// <summary>One choice that repairs a whole project.</summary>
public sealed class FixAllTests
{
    [Theory]
    [InlineData("RPC0004", "value", "int Add(in int x, in int y); int Sub(ref readonly int x);", "int Add(int x, int y); int Sub(int x);")]
    [InlineData("RPC0004", "return", "void Locate(out int x, out int y); bool Try(out int z);", "(int X, int Y) Locate(); (bool Result, int Z) Try();")]
    [InlineData("RPC0007", "stream", "event Action One;\n    event Action<int> Two;", "IAsyncEnumerable<DateTimeOffset> WatchOne(CancellationToken cancellationToken = default);\n    IAsyncEnumerable<int> WatchTwo(CancellationToken cancellationToken = default);")]
    [InlineData("RPC0011", "set", "int X { get; init; } int Y { get; init; }", "int X { get; set; } int Y { get; set; }")]
    [InlineData("RPC0013", "last", "int Add(CancellationToken a, CancellationToken b, int x); int Sub(CancellationToken a, int x);", "int Add(int x, CancellationToken a = default); int Sub(int x, CancellationToken a = default);")]
    [InlineData("RPC0035", "token", "Task One(); Task Two(int x);", "Task One(CancellationToken cancellationToken = default); Task Two(int x, CancellationToken cancellationToken = default);")]
    [InlineData("RPC0101", "replace", "void One(nint x, List<nint> y); Task<nuint> Two(CancellationToken stop);", "void One(long x, List<long> y); Task<ulong> Two(CancellationToken stop);")]
    public async Task All_mistakes_of_a_kind_go_at_once_in_all_files(string id, string key, string before, string after)
    {
        static string[] Files(string members) => [.. new[] { "One", "Two" }.Select(name => $"using Rpc;\n\n[Remote]\npublic interface I{name}\n{{\n    {members}\n}}\n")];
        using var workshop = new Workshop(Files(before));
        await workshop.TakeEverywhereAsync(id, key);
        Assert.Equal(Files(after), await workshop.SourcesAsync());
        await workshop.AssertCleanAsync();
    }

    [Fact]
    public async Task Setters_of_all_types_of_a_project_are_added_at_once()
    {
        using var workshop = new Workshop("""
            [Rpc.Remote] public interface IShop { A First(); B Second(); }

            public class A { public List<int> X { get; } = []; public int Y { get; set; } }

            public class B { public List<int> X { get; } = []; public int Y { get; set; } }
            """);
        await workshop.TakeEverywhereAsync("RPC0106", "init");
        await workshop.AssertCleanAsync();
        Assert.Equal(2, (await workshop.SourcesAsync())[0].Split("{ get; init; }").Length - 1);
        Assert.All(await workshop.DiagnosticsAsync(), each => Assert.Equal(DiagnosticSeverity.Hidden, each.Severity));
    }
}
