using Rpc.Generators.Tests.Harness;

namespace Rpc.Generators.Tests.Locking;

/// <summary>A break is told with who notices it and what to do instead.</summary>
public sealed class LockMessageTests
{
    private const string Accept = "; to break it all the same: dotnet build -p:RpcUpdateContractLock=true";

    [Theory]
    [InlineData("int Add(int x);", "int Plus(int x);", "'Add(int)' of 'ICalc' is in contract.lock and is gone (renamed to 'Plus'?): old clients that call it get Unimplemented from a new server, and stored tasks cannot run; keep it beside the new one" + Accept)]
    [InlineData("int Add(int x); int Sum(int x);", "int Plus(int x); int Total(int x);", "'Add(int)' of 'ICalc' is in contract.lock and is gone: old clients that call it get Unimplemented from a new server, and stored tasks cannot run; keep it beside the new one" + Accept)]
    [InlineData("int Add(int x);", "int Add(int x, int y);", "'Add' takes (int,int) now, and (int) in contract.lock: to old and new programs these are two methods, and a call across gets Unimplemented; keep the old one and add an overload" + Accept)]
    [InlineData("int Add();", "string Add();", "'Add' gives 'string' now, and 'int' in contract.lock: old clients cannot read a new server's answer, nor new clients an old one's; add a method of another name" + Accept)]
    [InlineData("IAsyncEnumerable<int> Add();", "Task Add();", "'Add' gives 'void' now, and 'ServerStream int' in contract.lock: old clients cannot read a new server's answer, nor new clients an old one's; add a method of another name" + Accept)]
    [InlineData("void Log();", "[Rpc.OneWay] void Log();", "'Log' is one-way now, and two-way in contract.lock: old clients wait for an answer that a new server does not send, and new clients never hear of an old server's failure; add a method of another name" + Accept)]
    [InlineData("int Add(int x = 1);", "int Add(int x);", "The parameter 'x' of 'Add' has no default now, and 1 in contract.lock: callers in JSON that leave it out get InvalidArgument; callers that were built before keep the default that they were built with")]
    [InlineData("int Add(string? x);", "int Add(string x);", "The parameter 'x' of 'Add' is 'string' now, and 'string?' in contract.lock: a new server refuses the null that an old client may send")]
    [InlineData("string Add();", "string? Add();", "The result of 'Add' is 'string?' now, and 'string' in contract.lock: programs that were built before refuse the null that a new one may send")]
    public async Task The_message_of_a_method(string before, string after, string expected) =>
        Assert.EndsWith("' " + expected, (await Locked.CompareAsync(Contract(before), Contract(after)))[0], StringComparison.Ordinal);

    [Theory]
    [InlineData("class Item { public int A; public int B; }", "class Item { public int B; public int A; }", "'A' of 'Item' is member 2 now, and member 1 in contract.lock: members travel by their place, so old and new programs, and stored tasks, take one for another; append new members at the end, and keep the old ones" + Accept)]
    [InlineData("class Item { public int A; public int B; }", "class Item { public int A; }", "'B' of 'Item' is in contract.lock and is gone: members travel by their place, so old and new programs, and stored tasks, take one for another; append new members at the end, and keep the old ones" + Accept)]
    [InlineData("class Item { public int A; }", "class Item { public string? A; }", "'A' of 'Item' is 'string? -> s' now, and 'int' in contract.lock: old and new programs, and stored tasks, cannot read each other's; append a member of the new type" + Accept)]
    [InlineData("record Item(int A);", "record Item(int A, string B);", "'B' of 'Item' is appended and has neither null nor a default: values of old programs and of stored tasks come without it and are refused; give it a default, or let it be null" + Accept)]
    [InlineData("struct Item { public byte A; }", "struct Item { public byte A; public int B; }", "'Item' is 8 bytes (byte A, int B) now, and 1 bytes (byte A) in contract.lock: old and new programs, and stored tasks, cannot read each other's values; declare a new type for a new method" + Accept)]
    [InlineData("enum Item { A, B }", "enum Item { A, B = 5 }", "'Item.B' is 5 now, and 1 in contract.lock: old and new programs, and stored tasks, take one value for another; keep the numbers, and add new ones" + Accept)]
    public async Task The_message_of_a_type(string before, string after, string expected) =>
        Assert.EndsWith("' " + expected, (await Locked.CompareAsync(Contract("Item Get();") + "public " + before, Contract("Item Get();") + "public " + after))[0], StringComparison.Ordinal);

    [Fact]
    public async Task Without_the_file_the_command_is_told_once() => Assert.Equal(
        ["RPC0201 'nowhere' RpcContractLock is on, and there is no contract.lock beside the project file: write it with 'dotnet build -p:RpcUpdateContractLock=true', and check it in"],
        await Analysis.OfAsync("[Rpc.Remote] public interface IOne { } [Rpc.Remote] public interface ITwo { }", new Build { Properties = Locked.On }));

    [Fact]
    public async Task Without_a_contract_no_file_is_asked_for() => Assert.Empty(await Analysis.OfAsync("public interface IOne { }", new Build { Properties = Locked.On }));

    [Fact]
    public async Task A_build_that_writes_the_file_tells_nothing_of_it()
    {
        Assert.Empty(await Analysis.OfAsync(Contract("long Add();"), new Build { Lock = Locked.Text(Contract("int Add();")), Properties = Locked.Updating }));
        Assert.Empty(await Analysis.OfAsync(Contract("long Add();"), new Build { Properties = Locked.Updating }));
    }

    [Fact]
    public async Task Without_the_property_the_file_is_not_looked_at() =>
        Assert.Empty(await Analysis.OfAsync(Contract("long Add();"), new Build { Lock = "rubbish" }));

    [Fact]
    public async Task A_contract_with_errors_is_neither_gone_nor_out_of_date()
    {
        string released = Contract("int Add();");
        Assert.StartsWith("RPC0006 ", Assert.Single(await Locked.CompareAsync(released, Contract("T Add<T>();"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_warning_can_be_silenced_and_an_error_cannot_be_missed()
    {
        string released = Contract("int Add(int x);");
        Assert.Empty((await Analysis.DiagnosticsAsync("#pragma warning disable RPC0210\n" + Contract("int Add(int y);"), new Build { Lock = Locked.Text(released), Properties = Locked.On })).Where(found => !found.IsSuppressed));
        Assert.StartsWith("RPC0207", Assert.Single(await Locked.CompareAsync(released, Contract("long Add(int x);"))), StringComparison.Ordinal);
    }

    private static string Contract(string members) => $"[Rpc.Remote] public interface ICalc {{ {members} }} ";
}
