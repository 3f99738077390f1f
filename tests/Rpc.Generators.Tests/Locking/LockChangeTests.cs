using Rpc.Generators.Tests.Harness;

namespace Rpc.Generators.Tests.Locking;

/// <summary>What breaks somebody is told with its id, at the place where it is written; what breaks nobody is not.</summary>
public sealed class LockChangeTests
{
    // Before, after, and what is told: the id and the text that it points at.
    public static TheoryData<string, string, string> Methods => new()
    {
        { "int Add(int x); int Sum();", "int Sum();", "RPC0205 'ICalc'" },
        { "int Add(int x);", "int Plus(int x);", "RPC0205 'ICalc'" },
        { "int Visits { get; }", "int Visits { set; }", "RPC0205 'ICalc'" },
        { "int Visits { get; set; }", "int Visits { get; }", "RPC0205 'ICalc'" },
        { "int Add(int x);", "int Add(long x);", "RPC0206 'Add'" },
        { "int Add(int x);", "int Add(int x, int y = 0);", "RPC0206 'Add'" },
        { "int Add(int x, string y);", "int Add(string y, int x);", "RPC0206 'Add'" },
        { "int Add(int x, int y);", "int Add(int x);", "RPC0206 'Add'" },
        { "int Add(int x);", "int Add(int? x);", "RPC0206 'Add'" },
        { "int Add(int x);", "int Add(); int Add(long x);", "RPC0206 'Add'" },
        { "int Add(int x);", "long Add(int x);", "RPC0207 'Add'" },
        { "int Add(int x);", "void Add(int x);", "RPC0207 'Add'" },
        { "void Add(int x);", "int Add(int x);", "RPC0207 'Add'" },
        { "int Add(int x);", "int? Add(int x);", "RPC0207 'Add'" },
        { "Task<int> Add(int x);", "IAsyncEnumerable<int> Add(int x);", "RPC0207 'Add'" },
        { "List<int> Add(int x);", "List<long> Add(int x);", "RPC0207 'Add'" },
        { "int Visits { get; }", "long Visits { get; }", "RPC0207 'Visits'" },
        { "void Log(int x);", "[Rpc.OneWay] void Log(int x);", "RPC0208 'Log'" },
        { "[Rpc.OneWay] void Log(int x);", "void Log(int x);", "RPC0208 'Log'" },
        { "[Rpc.Idempotent] int Add(int x);", "int Add(int x);", "RPC0209 'Add'" },
        { "int Add(int x, int y);", "int Add(int x, int z);", "RPC0210 'z'" },
        { "int Add(int x = 1);", "int Add(int x = 2);", "RPC0211 'x'" },
        { "int Add(int x = 1);", "int Add(int x);", "RPC0211 'x'" },
        { "void Add(IAsyncEnumerable<int> x);", "void Add(IAsyncEnumerable<long> x);", "RPC0206 'Add'" },
        { "Task<Stream> Add();", "Task<byte[]> Add();", "RPC0207 'Add'" },
        { "int Add(string? x);", "int Add(string x);", "RPC0219 'x'" },
        { "int Add(List<string?> x);", "int Add(List<string> x);", "RPC0219 'x'" },
        { "string Add();", "string? Add();", "RPC0219 'Add'" },
        { "string? Add();", "string Add();", "RPC0219 'Add'" },

        { "int Add(int x);", "int Sum(); int Add(int x);", "" },
        { "int Add(int x);", "int Add(int x); int Add(long x);", "" },
        { "int Add(int x); int Sum();", "int Sum(); int Add(int x);", "" },
        { "int Add(int x);", "Task<int> Add(int x, CancellationToken cancellationToken);", "" },
        { "ValueTask Add(int x);", "void Add(int x);", "" },
        { "int Add(int x);", "[Rpc.Idempotent] int Add(int x);", "" },
        { "int Add(int x);", "int Add(int x = 2);", "" },
        { "int Add(string x);", "int Add(string? x);", "" },
        { "List<int> Add();", "int[] Add();", "" },
        { "Task<Stream> Add();", "ValueTask<Stream> Add();", "" },
        { "(int A, int B) Add((int A, string B) x);", "(int C, int D) Add((int E, string F) x);", "" },
        { "int Add(int x);", "[System.Obsolete] int Add(int x);", "" },
        { "int Add(int x);", "int Add(int x) => 5;", "" },
        { "int Add(int x);", "[Rpc.RemoteName(\"Add\")] int Plus([Rpc.RemoteName(\"x\")] int y);", "" },
        { "[Rpc.RemoteName(\"Add\")] int Plus(int x);", "[Rpc.RemoteName(\"Add\")] long Plus(int x);", "RPC0207 'Plus'" },
    };

    public static TheoryData<string, string, string> Types => new()
    {
        { "class Item { public int A; public int B; }", "class Item { public int A; }", "RPC0212 'Item'" },
        { "class Item { public int A; public int B; }", "class Item { public int B; }", "RPC0212 'Item'" },
        { "class Item { public int A; public int B; }", "class Item { public int B; public int A; }", "RPC0212 'A'" },
        { "class Item { public int A; public int B; }", "class Item { public int A; public int C; public int B; }", "RPC0212 'C'" },
        { "class Item { public int A; public int B; }", "class Item { public int A; public string? C; }", "RPC0212 'C'" },
        { "class Base { } class Item : Base { public int A; }", "class Base { public int C; } class Item : Base { public int A; }", "RPC0212 'C'" },
        { "class Item { public int A; }", "class Item { public long A; }", "RPC0213 'A'" },
        { "class Item { public int A; }", "class Item { public int? A; }", "RPC0213 'A'" },
        { "class Item { public int A; }", "class Item { public Kind A; } public enum Kind { None }", "RPC0213 'A'" },
        { "record Item(int A)", "record Item(int A, string B)", "RPC0214 'B'" },
        { "class Item { public int A; }", "class Item { public int A; public required string B { get; set; } }", "RPC0214 'B'" },
        { "record Item(int A, string B = \"\")", "record Item(int A, string B)", "RPC0214 'B'" },
        { "struct Item { public int A; }", "struct Item { public int A; public int B; }", "RPC0215 'Item'" },
        { "struct Item { public int A; public byte B; }", "struct Item { public byte B; public int A; }", "RPC0215 'Item'" },
        { "struct Item { public int A; public int B; }", "struct Item { public int B; public int A; }", "RPC0215 'Item'" },
        { "struct Item { public int A; }", "struct Item { public uint A; }", "RPC0215 'Item'" },
        { "class Item { public List<Part?> P = []; } public struct Part { public int A; }", "class Item { public List<Part?> P = []; } public struct Part { public uint A; }", "RPC0215 'Part'" },
        { "struct Item { public int A; }", "struct Item { public int A; public string? B; }", "RPC0215 'Item'" },
        { "struct Item { public int A; }", "class Item { public int A; }", "RPC0215 'Item'" },
        { "class Item { public int A; }", "enum Item { A }", "RPC0215 'Item'" },
        { "enum Item { A, B }", "enum Item : byte { A, B }", "RPC0216 'Item'" },
        { "enum Item { A, B }", "enum Item { A }", "RPC0216 'Item'" },
        { "enum Item { A, B }", "enum Item { A, B = 5 }", "RPC0216 'B'" },
        { "class Item { public int A; }", "class Item { public int B; }", "RPC0218 'B'" },
        { "struct Item { public int A; }", "struct Item { public int B; }", "RPC0218 'B'" },
        { "enum Item { A, B }", "enum Item { A, C }", "RPC0218 'C'" },
        { "class Item { public string? A; }", "class Item { public string A = \"\"; }", "RPC0219 'A'" },
        { "class Item { public string A = \"\"; }", "class Item { public string? A; }", "RPC0219 'A'" },

        { "class Item { public int A; }", "class Item { public int A; public string? B; public int C; public string D = \"\"; }", "" },
        { "record Item(int A)", "record Item(int A, string B = \"\")", "" },
        { "record Item(int A)", "class Item { public int A { get; set; } }", "" },
        { "class Item { public int A; }", "class Item { public int A; public int Twice => A + A; [Rpc.MemberIgnore] public int B; public static int C; }", "" },
        { "class Item { [Rpc.RemoteName(\"amount\")] public int Count; }", "class Item { public int Count; }", "RPC0218 'Count'" },
        { "class Item { public int Amount; public int B; }", "class Item { [Rpc.RemoteName(\"amount\")] public int Count; public int b; }", "" },
        { "class Item { [Rpc.RemoteName(\"amount\")] public int A; }", "class Item { [Rpc.RemoteName(\"amount\")] public int B; }", "" },
        { "class Item { public int[] A = []; }", "class Item { public List<int> A = []; }", "" },
        { "enum Item { A, B }", "enum Item { A, B, C = 9, D = 1 }", "" },
        { "enum Item { A, B }", "enum Item { B = 1, A = 0 }", "" },
        { "class Item { public Part? P; } public class Part { public int A; }", "class Item { public Part? P; } public class Part { public int A; public int B; }", "" },
    };

    public static TheoryData<string, string, string> Unions => new()
    {
        { "[Rpc.Union(0, typeof(A))] [Rpc.Union(1, typeof(B))]", "[Rpc.Union(0, typeof(A))]", "RPC0217 'IItem'" },
        { "[Rpc.Union(0, typeof(A))] [Rpc.Union(1, typeof(B))]", "[Rpc.Union(0, typeof(B))] [Rpc.Union(1, typeof(B2))]", "RPC0217 'IItem' RPC0217 'IItem'" },
        { "[Rpc.Union(0, typeof(A))]", "[Rpc.Union(2, typeof(A))] [Rpc.Union(0, typeof(B))]", "RPC0217 'IItem'" },
        { "[Rpc.Union(0, typeof(A))]", "[Rpc.Union(0, typeof(A))] [Rpc.Union(1, typeof(B))]", "" },
        { "[Rpc.Union(0, typeof(A))] [Rpc.Union(1, typeof(B))]", "[Rpc.Union(1, typeof(B))] [Rpc.Union(0, typeof(A))]", "" },
    };

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task A_change_of_a_method(string before, string after, string told) => await AssertAsync(Contract(before), Contract(after), told);

    [Theory]
    [MemberData(nameof(Types))]
    public async Task A_change_of_a_type(string before, string after, string told) => await AssertAsync(Carrying(before), Carrying(after), told);

    [Theory]
    [MemberData(nameof(Unions))]
    public async Task A_change_of_a_union(string before, string after, string told) => await AssertAsync(Union(before), Union(after), told);

    [Fact]
    public async Task An_interface_that_is_gone_is_told_at_its_line_of_the_lock() => await AssertAsync(
        Contract("int Add();") + " [Rpc.Remote] public interface IOther { }", Contract("int Add();") + " public interface IOther { }", "RPC0204 'line 9'");

    [Fact]
    public async Task An_interface_with_a_name_of_its_own_is_not_gone_while_it_has_errors() => await AssertAsync(
        "[Rpc.Remote, Rpc.RemoteName(\"calc\")] public interface ICalc { int Add(); }", "[Rpc.Remote, Rpc.RemoteName(\"calc\")] public interface ICalc { int Add(object value); }", "RPC0101 'object'");

    [Fact]
    public async Task An_inherited_method_is_told_where_it_is_written() => await AssertAsync(
        "public interface IBase { int Add(int x); } [Rpc.Remote] public interface ICalc : IBase { }",
        "public interface IBase { long Add(int x); } [Rpc.Remote] public interface ICalc : IBase { }",
        "RPC0207 'Add'");

    [Fact]
    public async Task A_type_of_two_contracts_is_told_once() => await AssertAsync(
        Carrying("class Item { public int A; }") + " [Rpc.Remote] public interface IOther { void Put(List<Item> items); }",
        Carrying("class Item { public long A; }") + " [Rpc.Remote] public interface IOther { void Put(List<Item> items); }",
        "RPC0213 'A'");

    [Fact]
    public async Task A_closed_generic_interface_is_locked_where_it_is_closed()
    {
        const string Closed = "[assembly: Rpc.RemoteInstance(typeof(IRepo<Item>))] [Rpc.Remote] public interface IRepo<T> { T Get(int id); }";
        await AssertAsync(Closed + " public class Item { public int A; }", Closed + " public class Item { public long A; }", "RPC0213 'A'");
        await AssertAsync(Closed + " public class Item { public int A; }", Closed.Replace("Get(int id)", "Get(long id)", StringComparison.Ordinal) + " public class Item { public int A; }", "RPC0206 'IRepo<Item>'");
    }

    [Fact]
    public async Task One_interface_closed_with_and_without_null_is_one()
    {
        const string Source = """
            [assembly: Rpc.RemoteInstance(typeof(IRepo<string>))]
            [Rpc.Remote] public interface IRepo<T> { T Get(int id); }
            [Rpc.Remote] public interface IUser { Task<IRepo<string?>> OpenAsync(); void Use(IRepo<string> repo); }
            public static class Uses { public static object One(Rpc.RpcClient client) => client.Get<IRepo<string>>("rpc://a:1/b"); public static object Other(Rpc.RpcClient client) => client.Get<IRepo<int>>("rpc://a:1/b"); }
            """;
        string file = Locked.Text(Source);
        Assert.Equal(["interface IRepo<int>", "interface IRepo<string>", "interface IUser"], file.Split('\n').Where(line => line.StartsWith("interface ", StringComparison.Ordinal)));
        Assert.Equal(file, string.Concat(GeneratedCode.From(Source, new Build { Properties = Locked.Updating })["Rpc.ContractLock.g.cs"].Split('\n').Where(line => line.StartsWith("//|", StringComparison.Ordinal)).Select(line => line[3..] + "\n")));
        Assert.Empty(await Locked.CompareAsync(Source, Source));
    }

    [Fact]
    public async Task A_struct_that_changed_is_not_told_again_wherever_it_is_used() => await AssertAsync(
        Carrying("class Item { public P A; public List<P>? B; public P? C; } public struct P { public int X; }"),
        Carrying("class Item { public P A; public List<P>? B; public P? C; } public struct P { public long X; }"),
        "RPC0215 'P'");

    [Fact]
    public async Task A_contract_that_did_not_change_is_told_nothing_at_all()
    {
        foreach (string source in Methods.Select(row => Contract(row.Data.Item1)).Concat(Types.Select(row => Carrying(row.Data.Item1))))
        {
            Assert.Empty(await Locked.CompareAsync(source, source));
        }
    }

    [Fact]
    public async Task One_generic_type_with_and_without_null_is_two()
    {
        const string Source = """
            public record Page<T>(T Item, (int Number, string? Label) Place);
            [Rpc.Remote] public interface IOne { Page<string> Get(); Page<int?> Number(); }
            [Rpc.Remote] public interface ITwo { Page<string?> Get(); Page<(int A, string B)> Pair(); }
            """;
        Assert.Contains("object Page<string?>\n  Item: string? -> s\n", Locked.Text(Source), StringComparison.Ordinal);
        Assert.Contains("object Page<string>\n  Item: string required\n", Locked.Text(Source), StringComparison.Ordinal);
        Assert.Empty(await Locked.CompareAsync(Source, Source));
        await AssertAsync(Source, Source.Replace("T Item", "List<T> Item", StringComparison.Ordinal), "RPC0213 'Item' RPC0213 'Item' RPC0213 'Item' RPC0213 'Item'");
    }

    [Theory]
    [InlineData("int Add(int x);", "int Add(int x); int Sum();", "ICalc")]
    [InlineData("Item Get(int x);", "Item Get(int x); Item Get(); void Put(Color color);", "ICalc")]
    public async Task Growth_is_told_as_information_only(string before, string after, string name)
    {
        const string Types = "public class Item { public int A; } public enum Color { Red }";
        var found = await Analysis.DiagnosticsAsync(Contract(after) + Types, new Build { Lock = Locked.Text(Contract(before) + Types), Properties = Locked.On });
        Assert.Equal(
            $"RPC0203 Info contract.lock does not have '{name}' as it is now, so nothing would tell when that breaks: 'dotnet build -p:RpcUpdateContractLock=true' writes it anew",
            Assert.Single(found.Where(one => !Analysis.IsAdvice(one)).Select(one => $"{one.Id} {one.Severity} {one.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}")));
    }

    private static string Contract(string members) => $"[Rpc.Remote] public interface ICalc {{ {members} }}";

    private static string Carrying(string type) => $"{Contract("Item Get();")} public {type}{(type.EndsWith('}') ? "" : ";")}".Replace("} class", "} public class", StringComparison.Ordinal);

    private static string Union(string attributes) =>
        $"{Contract("IItem Get();")} public sealed record A(int X) : IItem; public record B(int X) : IItem; public record B2(int X) : IItem; {attributes} public interface IItem;";

    // RPC0203 says no more than that the file differs; whether it is told has its own test.
    private static async Task AssertAsync(string before, string after, string told) => Assert.Equal(told, Analysis.Heads(await Locked.CompareAsync(before, after), without: "RPC0203"));
}
