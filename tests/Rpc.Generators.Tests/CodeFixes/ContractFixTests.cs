namespace Rpc.Generators.Tests.CodeFixes;

/// <summary>Repairs of interfaces and their members: the code before, the offer taken, the code afterwards.</summary>
public sealed class ContractFixTests
{
    [Theory]
    [InlineData("RPC0003", "internal", "public class Shop { protected class Desk { [Remote] private protected interface ICounter { int Count(); } } }", "public class Shop { protected internal class Desk { [Remote] internal interface ICounter { int Count(); } } }")]
    [InlineData("RPC0003", "internal", "[Remote] file interface ICounter { int Count(); }", "[Remote] internal interface ICounter { int Count(); }")]
    [InlineData("RPC0102", "internal", "public class Box { [MemberInclude] private List<Step?>? At { get; set; } private record Step(int X); } [Remote] public interface IShop { Box Get(); }", "public class Box { [MemberInclude] private List<Step?>? At { get; set; } internal record Step(int X); } [Remote] public interface IShop { Box Get(); }")]
    public async Task Types_are_made_visible(string id, string key, string before, string? after) => await FixAsync(id, key, before, after);

    [Theory]
    [InlineData("value", "int Add(in int x, int y);", "int Add(int x, int y);")]
    [InlineData("value", "int Add([Named] ref readonly int x, int y);", "int Add([Named] int x, int y);")]
    [InlineData("value", "void Add(ref int x);", "void Add(int x);")]
    [InlineData("value", "void Add(out int x);", null)]
    [InlineData("return", "void Add(ref int x);", "int Add(int x);")]
    [InlineData("return", "void Locate(string name, out int x, out int y);", "(int X, int Y) Locate(string name);")]
    [InlineData("return", "bool TryParse(string text, out int value, int radix = 10);", "(bool Result, int Value) TryParse(string text, int radix = 10);")]
    [InlineData("return", "Task AddAsync(out int x);", "Task<int> AddAsync();")]
    [InlineData("return", "System.Threading.Tasks.ValueTask<string> AddAsync(ref int result);", "System.Threading.Tasks.ValueTask<(string Result, int Result2)> AddAsync(int result);")]
    [InlineData("return", "IAsyncEnumerable<int> Count(ref int x);", null)]
    [InlineData("return", "void Add(in int x);", null)]
    public async Task References_become_values(string key, string before, string? after) => await FixMemberAsync("RPC0004", key, before, after);

    [Theory]
    [InlineData("ref int Slot();", "int Slot();")]
    [InlineData("ref int Slot { get; }", "int Slot { get; set; }")]
    [InlineData("ref readonly int Slot { get; }", "int Slot { get; }")]
    public async Task Reference_returns_become_values(string before, string after) => await FixMemberAsync("RPC0005", "value", before, after);

    [Theory]
    [InlineData("event EventHandler Ticked;", "IAsyncEnumerable<DateTimeOffset> WatchTicked(CancellationToken cancellationToken = default);")]
    [InlineData("event EventHandler<int>? Ticked;", "IAsyncEnumerable<int> WatchTicked(CancellationToken cancellationToken = default);")]
    [InlineData("event Action<int, string?> Ticked; void WatchTicked();", "IAsyncEnumerable<(int Arg1, string? Arg2)> WatchTicked2(CancellationToken cancellationToken = default); void WatchTicked();")]
    [InlineData("event EventHandler One, Two;", null)]
    [InlineData("event Func<int> Ticked;", null)]
    public async Task An_event_becomes_a_stream(string before, string? after) => await FixMemberAsync("RPC0007", "stream", before, after);

    [Fact]
    public async Task An_event_becomes_a_callback()
    {
        const string Before = """
            using Rpc;

            /// <summary>Ticks.</summary>
            [Remote]
            public interface ITicker
            {
                int Count();

                /// <summary>It ticked.</summary>
                event EventHandler<int> Ticked;
            }

            public sealed class Last;
            """;
        const string After = """
            using Rpc;

            /// <summary>Ticks.</summary>
            [Remote]
            public interface ITicker
            {
                int Count();

                /// <summary>It ticked.</summary>
                Task SubscribeTickedAsync(ITickerTickedHandler handler, CancellationToken cancellationToken = default);
                Task UnsubscribeTickedAsync(ITickerTickedHandler handler, CancellationToken cancellationToken = default);
            }

            /// <summary>Is called when <see cref="ITicker"/> tells of what the event Ticked told.</summary>
            [Remote]
            public interface ITickerTickedHandler
            {
                Task OnTickedAsync(int e, CancellationToken cancellationToken = default);
            }

            public sealed class Last;
            """;
        await FixAsync("RPC0007", "callback", Before, After);
    }

    [Theory]
    [InlineData("RPC0008", "methods", "string this[int row, int column] { get; set; }", "string GetItem(int row, int column);\n    void SetItem(int row, int column, string value);")]
    [InlineData("RPC0008", "methods", "int this[string value] { set; } int SetItem();", "void SetItem2(string value, int value2); int SetItem();")]
    [InlineData("RPC0009", "instance", "static abstract int Count();", "int Count();")]
    [InlineData("RPC0009", "instance", "[Obsolete] static abstract int Limit { get; }", "[Obsolete] int Limit { get; }")]
    [InlineData("RPC0009", "instance", "static abstract IOther operator +(IOther left, int right);", null)]
    [InlineData("RPC0010", "public", "internal abstract int Peek();", "abstract int Peek();")]
    [InlineData("RPC0010", "public", "/// <summary>Peeks.</summary>\n    protected int Peek { get; }", "/// <summary>Peeks.</summary>\n    int Peek { get; }")]
    [InlineData("RPC0011", "set", "int Start { get; init; }", "int Start { get; set; }")]
    [InlineData("RPC0012", "result", "[OneWay] int Add(int x);", "[OneWay] void Add(int x);")]
    [InlineData("RPC0012", "result", "[OneWay] ValueTask<int> AddAsync(int x);", "[OneWay] ValueTask AddAsync(int x);")]
    [InlineData("RPC0012", "result", "[OneWay] IAsyncEnumerable<int> Count();", null)]
    [InlineData("RPC0012", "wait", "[OneWay] IAsyncEnumerable<int> Count();", "IAsyncEnumerable<int> Count();")]
    [InlineData("RPC0012", "wait", "[Idempotent, OneWay] int Add(int x);", "[Idempotent] int Add(int x);")]
    [InlineData("RPC0012", "wait", "/// <summary>Adds.</summary>\n    [OneWay]\n    int Add(int x);", "/// <summary>Adds.</summary>\n    int Add(int x);")]
    [InlineData("RPC0012", "wait", "int Visits { [OneWay] get; }", "int Visits { get; }")]
    [InlineData("RPC0013", "last", "int Add(CancellationToken stop, int x);", "int Add(int x, CancellationToken stop = default);")]
    [InlineData("RPC0013", "last", "int Add(\n        CancellationToken one,\n        int x,\n        CancellationToken two = default,\n        int y = 1);", "int Add(\n        int x,\n        int y = 1,\n        CancellationToken one = default);")]
    [InlineData("RPC0013", "last", "int Add(CancellationToken stop, params int[] x);", null)]
    [InlineData("RPC0015", "token", "Task AddAsync(int x, CancellationToken stop);\n\n    Task AddAsync(int x);", "Task AddAsync(int x, CancellationToken stop = default);")]
    [InlineData("RPC0015", "token", "Task AddAsync(int x);\n\n    /// <summary>Adds.</summary>\n    Task AddAsync(int x, CancellationToken stop);", "/// <summary>Adds.</summary>\n    Task AddAsync(int x, CancellationToken stop = default);")]
    [InlineData("RPC0035", "token", "Task AddAsync(int cancellationToken, int y = 2);", "Task AddAsync(int cancellationToken, int y = 2, CancellationToken cancellationToken2 = default);")]
    [InlineData("RPC0035", "token", "IAsyncEnumerable<int> Count();", "IAsyncEnumerable<int> Count(CancellationToken cancellationToken = default);")]
    [InlineData("RPC0036", "task", "void Log(string line);", "Task Log(string line, CancellationToken cancellationToken = default);")]
    [InlineData("RPC0036", "task", "List<int> Log(params string[] lines);", "Task<List<int>> Log(params string[] lines);")]
    [InlineData("RPC0036", "task", "int Log(CancellationToken stop);", "Task<int> Log(CancellationToken stop);")]
    [InlineData("RPC0036", "task", "int Log() => 1;", null)]
    [InlineData("RPC0037", "nullable", "void Log(string line = null!);", "void Log(string? line = null);")]
    public async Task Members_are_repaired(string id, string key, string before, string? after) => await FixMemberAsync(id, key, before, after);

    [Theory]
    [InlineData("RPC0013", "last", "Task<int> AddAsync(CancellationToken stop, int x)", "Task<int> AddAsync(int x, CancellationToken stop = default)")]
    [InlineData("RPC0035", "token", "Task<int> AddAsync(int x)", "Task<int> AddAsync(int x, CancellationToken cancellationToken = default)")]
    public async Task What_implements_a_method_changes_with_it(string id, string key, string before, string after)
    {
        string[] Sources(string method) =>
        [
            $"[Rpc.Remote] public interface ICalculator\n{{\n    {method};\n}}",
            $"public class Calculator : ICalculator\n{{\n    public virtual {method} => Task.FromResult(x);\n}}\n\npublic sealed class Better : Calculator\n{{\n    public override {method} => Task.FromResult(2 * x);\n}}",
            $"public class Hidden : ICalculator\n{{\n    {method.Replace(" Add", " ICalculator.Add", StringComparison.Ordinal)} => Task.FromResult(x);\n}}",
        ];
        using var workshop = new Workshop(Sources(before));
        await workshop.TakeAsync(id, key);

        // An explicit implementation has no use for the default, and the compiler says so.
        string[] expected = Sources(after);
        expected[2] = expected[2].Replace(" = default", string.Empty, StringComparison.Ordinal);
        Assert.Equal(expected, await workshop.SourcesAsync());
        await workshop.AssertCleanAsync();
    }

    [Fact]
    public async Task Line_ends_of_the_file_are_kept()
    {
        const string Before = "using Rpc;\r\n\r\n[Remote]\r\npublic interface ITable\r\n{\r\n    string this[int row] { get; set; }\r\n}\r\n";
        using var workshop = new Workshop(Before);
        await workshop.TakeAsync("RPC0008", "methods");
        Assert.Equal(Before.Replace("string this[int row] { get; set; }", "string GetItem(int row);\r\n    void SetItem(int row, string value);", StringComparison.Ordinal), Assert.Single(await workshop.SourcesAsync()));
    }

    private static async Task FixMemberAsync(string id, string key, string before, string? after) => await FixAsync(id, key, Contract(before), after is null ? null : Contract(after));

    private static string Contract(string members) =>
        $"using Rpc;\n\n[Remote]\npublic interface IOther\n{{\n    {members}\n}}\n\n[AttributeUsage(AttributeTargets.Parameter)]\ninternal sealed class NamedAttribute : Attribute;\n";

    private static async Task FixAsync(string id, string key, string before, string? after)
    {
        string Usings(string source) => source.StartsWith("using", StringComparison.Ordinal) ? source : "using Rpc;\n" + source;
        using var workshop = new Workshop(Usings(before));
        if (after is null)
        {
            Assert.DoesNotContain((await workshop.DiagnosticsAsync()).Any(each => each.Id == id) ? await workshop.OffersAsync(id) : [], each => each.EquivalenceKey == $"{id}:{key}");
            return;
        }

        await workshop.TakeAsync(id, key);
        Assert.Equal(Usings(after), Assert.Single(await workshop.SourcesAsync()));
        await workshop.AssertCleanAsync();
    }
}
