using Rpc.Generators.Tests.Harness;

namespace Rpc.Generators.Tests.Locking;

/// <summary>What would orphan stored tasks is told with its id, at the place where it is written; what stored tasks do not notice is not.</summary>
public sealed class TaskLockChangeTests
{
    // Before, after, and what is told: the id and the text that it points at.
    public static TheoryData<string, string, string> Methods => new()
    {
        { "int Add(int x); int Sum();", "int Sum();", "RPC0305 'ICalc'" },
        { "int Add(int x);", "int Plus(int x);", "RPC0305 'ICalc'" },
        { "int Visits { get; set; }", "int Visits { get; }", "RPC0305 'ICalc'" },
        { "int Add(int x);", "int Add(long x);", "RPC0306 'Add'" },
        { "int Add(int x);", "int Add(int x, int y = 0);", "RPC0306 'Add'" },
        { "int Add(int x, string y);", "int Add(string y, int x);", "RPC0306 'Add'" },
        { "int Add(int x);", "int Add(int x, IProgress<int> progress);", "RPC0306 'Add'" },
        { "int Add(int x);", "long Add(int x);", "RPC0307 'Add'" },
        { "int Add(int x);", "void Add(int x);", "RPC0307 'Add'" },
        { "Task<int> Add(int x);", "IAsyncEnumerable<int> Add(int x);", "RPC0307 'Add'" },
        { "Task<byte[]> Add();", "Task<Stream> Add();", "RPC0307 'Add'" },
        { "int Add(string? x);", "int Add(string x);", "RPC0309 'x'" },
        { "string? Add();", "string Add();", "RPC0309 'Add'" },
        { "int Add(int x);", "[Rpc.RemoteName(\"Sum\")] int Add(int x);", "RPC0305 'ICalc'" },
        { "int Add(int x);", "[Rpc.FormerName(\"Add\")] int Plus(long x);", "RPC0306 'Plus'" },
        { "int Add(int x);", "[Rpc.FormerName(\"Add\")] long Plus(int x);", "RPC0307 'Plus'" },
        { "[Rpc.FormerName(\"Add\")] int Plus(int x);", "int Plus(int x);", "RPC0305 'ICalc'" },

        { "int Add(int x);", "int Sum(); int Add(int x); int Add(long x);", "" },
        { "int Add(int x);", "Task<int> Add(int y, CancellationToken cancellationToken);", "" },
        { "void Log(int x);", "[Rpc.OneWay] void Log(int x);", "" },
        { "[Rpc.Idempotent] int Add(int x = 1);", "int Add(int x);", "" },
        { "int Add(string x);", "int Add(string? x);", "" },
        { "string Add();", "string? Add();", "" },
        { "List<int> Add();", "int[] Add();", "" },
        { "IAsyncEnumerable<int> Watch(); int Add(int x);", "int Add(int x);", "" },
        { "int Add(int x);", "[Rpc.RemoteName(\"Add\")] int Plus(int x);", "" },
        { "int Add(int x);", "[Rpc.FormerName(\"Add\")] int Plus(int x);", "" },
        { "int Add(int x); int Sum(int x);", "[Rpc.FormerName(\"Add\")] [Rpc.FormerName(\"Sum\")] int Plus(int x);", "" },
        { "int Visits { get; set; }", "[Rpc.FormerName(\"Visits\")] int Count { get; set; }", "" },
    };

    public static TheoryData<string, string, string> Types => new()
    {
        { "class Item { public int A; public int B; }", "class Item { public int A; }", "RPC0308 'Item'" },
        { "class Item { public int A; public int B; }", "class Item { public int B; public int A; }", "RPC0308 'A'" },
        { "class Item { public int A; }", "class Item { public long A; }", "RPC0308 'A'" },
        { "record Item(int A)", "record Item(int A, string B)", "RPC0308 'B'" },
        { "struct Item { public int A; }", "struct Item { public int A; public int B; }", "RPC0308 'Item'" },
        { "enum Item { A, B }", "enum Item { A, B = 5 }", "RPC0308 'B'" },
        { "enum Item { A, B }", "enum Item { A }", "RPC0308 'Item'" },
        { "class Item { public Part? P; } public class Part { public int A; }", "class Item { public Part? P; } public class Part { public long A; }", "RPC0308 'A'" },
        { "class Item { public List<Part?> P = []; } public struct Part { public int A; }", "class Item { public List<Part?> P = []; } public struct Part { public long A; }", "RPC0308 'Part'" },
        { "class Item { public string? A; }", "class Item { public string A = \"\"; }", "RPC0309 'A'" },

        { "class Item { public int A; }", "class Item { public int A; public string? B; }", "" },
        { "class Item { public string A = \"\"; }", "class Item { public string? A; }", "" },
        { "class Item { public int A; }", "class Item { public int B; }", "" },
        { "enum Item { A, B }", "enum Item { A, C, D }", "" },
    };

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task A_change_of_a_method(string before, string after, string told) => await AssertAsync(Contract(before), Contract(after), told);

    [Theory]
    [MemberData(nameof(Types))]
    public async Task A_change_of_a_type(string before, string after, string told) => await AssertAsync(Carrying(before), Carrying(after), told);

    [Fact]
    public async Task A_type_that_only_streams_carry_may_change() => await AssertAsync(
        "[Rpc.Remote] public interface ICalc { int Add(); IAsyncEnumerable<Item> Watch(); } public class Item { public int A; }",
        "[Rpc.Remote] public interface ICalc { int Add(); IAsyncEnumerable<Item> Watch(); } public class Item { public long A; }",
        "");

    [Theory]
    [InlineData("namespace New; [Rpc.Remote] public interface ICalc { int Add(); }", "RPC0304 'line 5'")]
    [InlineData("namespace Old; public interface ICalc { int Add(); }", "RPC0304 'line 5'")]
    [InlineData("namespace New; [Rpc.Remote] [Rpc.RemoteName(\"Old.ICalc\")] public interface ICalc { int Add(); }", "")]
    [InlineData("namespace New; [Rpc.Remote] [Rpc.FormerName(\"Old.ICalc\")] public interface IAdder { int Add(); }", "")]
    [InlineData("namespace New; [Rpc.Remote] [Rpc.FormerName(\"Old.ICalc\")] public interface IAdder { int Plus(); }", "RPC0305 'IAdder'")]
    [InlineData("namespace New; [Rpc.Remote] [Rpc.FormerName(\"Old.ICalc\")] public interface IAdder { [Rpc.FormerName(\"Add\")] int Plus(); }", "")]
    [InlineData("namespace New; [Rpc.Remote] [Rpc.FormerName(\"Old.ICalc\")] public interface IAdder { long Add(); }", "RPC0307 'Add'")]
    public async Task An_interface_that_is_gone_can_be_stood_for(string now, string told) =>
        await AssertAsync("namespace Old; [Rpc.Remote] public interface ICalc { int Add(); }", now, told);

    [Fact]
    public async Task A_method_can_move_to_an_interface_that_has_the_former_name_of_its_own()
    {
        const string Before = "[Rpc.Remote] public interface ICalc { int Add(); int Sum(); }";
        await AssertAsync(Before, "[Rpc.Remote] public interface ICalc { int Add(); } [Rpc.Remote] [Rpc.FormerName(\"ICalc\")] public interface ISums { int Sum(); }", "");
        await AssertAsync(Before, "[Rpc.Remote] public interface ICalc { int Add(); } [Rpc.Remote] public interface ISums { int Sum(); }", "RPC0305 'ICalc'");
    }

    [Fact]
    public async Task A_closed_generic_interface_is_guarded_where_it_is_closed()
    {
        const string Closed = "[assembly: Rpc.RemoteInstance(typeof(IRepo<Item>))] [Rpc.Remote] public interface IRepo<T> { T Get(int id); } public class Item { public int A; }";
        await AssertAsync(Closed, Closed.Replace("int A", "long A", StringComparison.Ordinal), "RPC0308 'A'");
        await AssertAsync(Closed, Closed.Replace("int id", "long id", StringComparison.Ordinal), "RPC0306 'IRepo<Item>'");
        await AssertAsync(Closed, Closed.Replace("IRepo<", "IStore<", StringComparison.Ordinal), "RPC0304 'line 5'");
        await AssertAsync(Closed, Closed.Replace("IRepo<", "IStore<", StringComparison.Ordinal).Replace("[Rpc.Remote]", "[Rpc.Remote] [Rpc.FormerName(\"IRepo\")]", StringComparison.Ordinal), "");
    }

    [Fact]
    public async Task Lines_that_were_deleted_by_hand_guard_nothing_any_more()
    {
        string file = TasksLocked.Text("[Rpc.Remote] public interface ICalc { int Add(Item item); int Sum(); } public class Item { public int A; }");
        string retired = file.Replace("  method Add(Item)\n    item: Item\n    returns int\n", "", StringComparison.Ordinal);
        Assert.NotEqual(file, retired);
        const string Now = "[Rpc.Remote] public interface ICalc { int Sum(); int Put(Item item); } public class Item { public long A; }";

        Assert.Equal(["RPC0305", "RPC0308"], (await TasksLocked.WithAsync(file, Now)).Select(text => text[..7]));

        // What is left of the type is carried by no method of the file, so it says nothing.
        Assert.Equal(["RPC0303"], (await TasksLocked.WithAsync(retired, Now)).Select(text => text[..7]));
        Assert.Equal(["RPC0303"], (await TasksLocked.WithAsync("version 1\n\ninterface IGone\n", Now)).Select(text => text[..7]));
    }

    [Fact]
    public async Task A_build_that_writes_the_file_is_told_what_it_may_not_forget()
    {
        var build = new Build { TasksLock = TasksLocked.Text(Contract("int Add(); int Sum();")), Properties = TasksLocked.Updating };

        Assert.StartsWith("RPC0305 ", Assert.Single(await Analysis.OfAsync(Contract("int Sum();"), build)), StringComparison.Ordinal);
        Assert.Empty(await Analysis.OfAsync(Contract("int Add(); int Sum(); int More();"), build));
        Assert.Empty(await Analysis.OfAsync(Contract("int Add();"), new Build { Properties = TasksLocked.Updating }));
        Assert.StartsWith("RPC0302 ", Assert.Single(await Analysis.OfAsync(Contract("int Add();"), build with { TasksLock = "rubbish" })), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_property_the_file_is_not_looked_at() =>
        Assert.Empty(await Analysis.OfAsync(Contract("long Add();"), new Build { TasksLock = "rubbish" }));

    [Fact]
    public async Task Without_a_method_that_can_be_stored_no_file_is_asked_for()
    {
        Assert.Empty(await TasksLocked.WithAsync(null, Contract("IAsyncEnumerable<int> Watch();")));
        Assert.StartsWith("RPC0301 'nowhere' ", Assert.Single(await TasksLocked.WithAsync(null, Contract("int Add();"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_contract_with_errors_is_neither_gone_nor_out_of_date() => Assert.StartsWith(
        "RPC0006 ", Assert.Single(await TasksLocked.CompareAsync(Contract("int Add();"), Contract("T Add<T>();"))), StringComparison.Ordinal);

    [Fact]
    public async Task The_two_locks_do_not_mind_each_other()
    {
        string before = Contract("int Add();");
        var build = new Build { Lock = Locked.Text(before), TasksLock = TasksLocked.Text(before), Properties = Locked.On.Concat(TasksLocked.On).ToDictionary() };

        Assert.Equal(["RPC0205", "RPC0305"], (await Analysis.OfAsync(Contract("int Plus();"), build)).Select(text => text[..7]).Order(StringComparer.Ordinal));
        Assert.Equal(["RPC0205"], (await Analysis.OfAsync(Contract("[Rpc.FormerName(\"Add\")] int Plus();"), build)).Select(text => text[..7]).Where(id => id != "RPC0303"));
    }

    [Theory]
    [InlineData("int Add(int x);", "int Plus(int x);", "'Add(int)' of 'ICalc' is in tasks.lock, and no method has that name or had it (renamed to 'Plus'?): stored tasks of it would be parked; keep it, or give its name to the one that took its place, with [RemoteName] or [FormerName]; when no store holds such a task any more, delete its lines from tasks.lock")]
    [InlineData("int Add(Item x); } public record Item(int A, int B); public interface IX {", "int Add(Item x); } public record Item(int B, int A); public interface IX {", "'A' of 'Item' is member 2 now, and member 1 in tasks.lock: what stored tasks hold of 'Item' cannot be read any more; append members that may be left out, or declare a new type for a new method; when no store holds such a task any more, delete its lines from tasks.lock")]
    [InlineData("int Add(string? x);", "int Add(string x);", "The parameter 'x' of 'Add' is 'string' now, and 'string?' in tasks.lock: a stored task, or its result, that has the null is refused; let it be null, or, where none was ever stored, delete its lines from tasks.lock")]
    public async Task The_message_says_what_to_do(string before, string after, string expected) =>
        Assert.EndsWith("' " + expected, (await TasksLocked.CompareAsync(Contract(before), Contract(after)))[0], StringComparison.Ordinal);

    private static string Contract(string members) => $"[Rpc.Remote] public interface ICalc {{ {members} }}";

    private static string Carrying(string type) => $"{Contract("void Put(Item item);")} public {type}{(type.EndsWith('}') ? "" : ";")}";

    // RPC0303 says no more than that the file differs; whether it is told has its own test.
    private static async Task AssertAsync(string before, string after, string told) => Assert.Equal(told, Analysis.Heads(await TasksLocked.CompareAsync(before, after), without: "RPC0303"));
}
