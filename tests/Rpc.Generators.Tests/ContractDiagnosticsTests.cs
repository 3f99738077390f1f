using System.Reflection;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Analyzers;
using Rpc.Generators.Tests.Harness;

namespace Rpc.Generators.Tests;

public sealed class ContractDiagnosticsTests
{
    [Theory]
    [InlineData("int Add(ref int x);", "RPC0004 'x' 'IGreeter.Add' takes 'x' by 'ref': pass it by value, and return what changes")]
    [InlineData("int Add(out int x);", "RPC0004 'x' 'IGreeter.Add' takes 'x' by 'out': pass it by value, and return what changes")]
    [InlineData("int Add(in int x);", "RPC0004 'x' 'IGreeter.Add' takes 'x' by 'in': pass it by value, and return what changes")]
    [InlineData("int Add(ref readonly int x);", "RPC0004 'x' 'IGreeter.Add' takes 'x' by 'ref readonly': pass it by value, and return what changes")]
    [InlineData("ref int Slot();", "RPC0005 'Slot' 'IGreeter.Slot' returns by reference: return the value")]
    [InlineData("ref readonly int Slot { get; }", "RPC0005 'Slot' 'IGreeter.Slot' returns by reference: return the value")]
    [InlineData("T Get<T>(T value);", "RPC0006 'Get' 'IGreeter.Get' has type parameters: declare one method for each type")]
    [InlineData("event System.EventHandler Changed;", "RPC0007 'Changed' 'IGreeter.Changed' is an event: pass a [Remote] interface that is called back, or return IAsyncEnumerable<T>")]
    [InlineData("string this[int place] { get; }", "RPC0008 'this' 'IGreeter.this[]' has an indexer: declare a method")]
    [InlineData("static abstract int Count();", "RPC0009 'Count' 'IGreeter.Count' is static and abstract: only instance members can be called remotely")]
    [InlineData("static abstract int Count { get; }", "RPC0009 'Count' 'IGreeter.Count' is static and abstract: only instance members can be called remotely")]
    [InlineData("static abstract IGreeter operator +(IGreeter left, IGreeter right);", "RPC0009 '+' 'IGreeter.op_Addition' is static and abstract: only instance members can be called remotely")]
    [InlineData("internal int Hidden();", "RPC0010 'Hidden' 'IGreeter.Hidden' is abstract and not public: make it public, or give it a body to keep it local")]
    [InlineData("protected int Hidden { get; }", "RPC0010 'Hidden' 'IGreeter.Hidden' is abstract and not public: make it public, or give it a body to keep it local")]
    [InlineData("int Size { get; init; }", "RPC0011 'Size' 'IGreeter.Size' has an init accessor: a proxy is not constructed by its user; declare set")]
    [InlineData("[OneWay] int Add(int x);", "RPC0012 'Add' 'IGreeter.Add' is [OneWay] and returns 'int': no reply is sent, so return void, Task or ValueTask")]
    [InlineData("[OneWay] Task<int> AddAsync(int x);", "RPC0012 'AddAsync' 'IGreeter.AddAsync' is [OneWay] and returns 'Task<int>': no reply is sent, so return void, Task or ValueTask")]
    [InlineData("[OneWay] IAsyncEnumerable<int> Count();", "RPC0012 'Count' 'IGreeter.Count' is [OneWay] and returns 'IAsyncEnumerable<int>': no reply is sent, so return void, Task or ValueTask")]
    [InlineData("int Visits { [OneWay] get; }", "RPC0012 'Visits' 'IGreeter.Visits' is [OneWay] and returns 'int': no reply is sent, so return void, Task or ValueTask")]
    [InlineData("int Add(CancellationToken stop, int x);", "RPC0013 'stop' 'IGreeter.Add' has a CancellationToken that is not its last parameter: move it to the end, and have one only")]
    [InlineData("int Add(CancellationToken one, CancellationToken two);", "RPC0013 'one' 'IGreeter.Add' has a CancellationToken that is not its last parameter: move it to the end, and have one only")]
    [InlineData("Task<MemoryStream> ReadAsync();", "RPC0014 'Task<MemoryStream>' 'MemoryStream' cannot travel as the result of 'IGreeter.ReadAsync': the other side does not get that kind of stream: declare System.IO.Stream")]
    [InlineData("Task SendAsync(FileStream file);", "RPC0014 'FileStream' 'FileStream' cannot travel as the parameter 'file' of 'IGreeter.SendAsync': the other side does not get that kind of stream: declare System.IO.Stream")]
    [InlineData("Stream Body { get; }", "RPC0014 'Stream' 'Stream' cannot travel as the result of 'IGreeter.Body': a body is a parameter, or the result of a method")]
    [InlineData("Task<IAsyncEnumerable<int>> ReadAsync();", "RPC0014 'Task<IAsyncEnumerable<int>>' 'IAsyncEnumerable<int>' cannot travel as the result of 'IGreeter.ReadAsync': a stream is a parameter, or the result itself and not in a task")]
    [InlineData("IProgress<int> Watch();", "RPC0014 'IProgress<int>' 'IProgress<int>' cannot travel as the result of 'IGreeter.Watch': a receiver of progress is a parameter")]
    [InlineData("Task SendAsync(IAsyncEnumerable<Stream> bodies);", "RPC0014 'IAsyncEnumerable<Stream>' 'Stream' cannot travel as the parameter 'bodies' of 'IGreeter.SendAsync': a body is a parameter, or the result of a method")]
    [InlineData("[OneWay] void Send(Stream body);", "RPC0017 'Stream' 'IGreeter.Send' is [OneWay], and 'body' travels while the call runs: no reply tells when that ends, so drop [OneWay]")]
    [InlineData("[OneWay] Task Send(IProgress<int> progress);", "RPC0017 'IProgress<int>' 'IGreeter.Send' is [OneWay], and 'progress' travels while the call runs: no reply tells when that ends, so drop [OneWay]")]
    public async Task A_member_that_cannot_be_remote_is_told_at_its_place(string member, string expected)
    {
        string source = $$"""
            namespace App;

            [Rpc.Remote]
            public interface IGreeter
            {
                {{member.Replace("[OneWay]", "[Rpc.OneWay]", StringComparison.Ordinal)}}
            }
            """;
        Assert.Equal([expected], await Analysis.OfAsync(source));
        Assert.Empty(GeneratedCode.From(source).Files);
    }

    [Theory]
    [InlineData("int Add(System.Span<int> values);", "RPC0101 'System.Span<int>'")]
    [InlineData("int Add(System.ReadOnlySpan<byte> values);", "RPC0101 'System.ReadOnlySpan<byte>'")]
    [InlineData("int Add(RefStruct value);", "RPC0101 'RefStruct'")]
    [InlineData("int Add(object value);", "RPC0101 'object'")]
    [InlineData("dynamic Add();", "RPC0101 'dynamic'")]
    [InlineData("int Add(System.Action value);", "RPC0101 'System.Action'")]
    [InlineData("Task<System.Func<int>> AddAsync();", "RPC0101 'System.Func<int>'")]
    [InlineData("Task<Task<int>> AddAsync();", "RPC0101 'Task<int>'")]
    [InlineData("Task<IAsyncEnumerable<int>> AddAsync();", "RPC0014 'Task<IAsyncEnumerable<int>>'")]
    [InlineData("int Add(List<CancellationToken> tokens);", "RPC0101 'CancellationToken'")]
    [InlineData("CancellationToken Stop { get; set; }", "RPC0101 'CancellationToken'")]
    [InlineData("CancellationToken Stop { set; }", "RPC0101 'CancellationToken'")]
    [InlineData("CancellationToken Stop();", "RPC0101 'CancellationToken'")]
    [InlineData("int Add(CancellationToken? stop);", "RPC0101 'CancellationToken'")]
    [InlineData("int Add(IEnumerable<Task> values);", "RPC0101 'Task'")]
    [InlineData("int Add(System.IntPtr value);", "RPC0101 'System.IntPtr'")]
    public async Task A_type_that_cannot_travel_is_told_where_it_is_written(string member, string expected)
    {
        string source = $$"""
            namespace App;

            public ref struct RefStruct;

            [Rpc.Remote]
            public interface IGreeter
            {
                {{member}}
            }
            """;
        Assert.StartsWith(expected + " ", Assert.Single(await Analysis.OfAsync(source)), StringComparison.Ordinal);
        Assert.Empty(GeneratedCode.From(source).Files);
    }

    [Fact]
    public async Task A_type_of_two_contracts_is_told_once()
    {
        const string Source = """
            public record Quote(object Value);
            [Rpc.Remote] public interface IOne { void Put(Quote quote); Quote Get(); }
            [Rpc.Remote] public interface ITwo { Task<Quote> Get(); }
            """;
        Assert.StartsWith("RPC0101 ", Assert.Single(await Analysis.OfAsync(Source)), StringComparison.Ordinal);
        Assert.Empty(GeneratedCode.From(Source).Files);
    }

    [Fact]
    public async Task A_type_that_does_not_exist_is_left_to_the_compiler()
    {
        const string Source = "[Rpc.Remote] public interface IOne { void Put(Quote quote); int Get(); }";
        Assert.Empty(await Analysis.OfAsync(Source));
        Assert.Empty(GeneratedCode.From(Source, new Build { Properties = new Dictionary<string, string> { ["RunAnalyzers"] = "false" } }).Files);
    }

    [Fact]
    public void The_analyzer_supports_every_diagnostic()
    {
        var declared = typeof(ContractAnalyzer).Assembly.GetTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public))
            .Where(field => field.FieldType == typeof(DiagnosticDescriptor))
            .Select(field => (DiagnosticDescriptor)field.GetValue(null)!);
        Assert.Equal(declared.Select(descriptor => descriptor.Id).Order(), new ContractAnalyzer().SupportedDiagnostics.Select(descriptor => descriptor.Id).Order());
    }

    [Theory]
    [InlineData("public class Outer<T> { [Rpc.Remote] public interface IInner { int Get(); } }", "RPC0002 'IInner' 'IInner' is nested in the generic type 'Outer': move it out")]
    [InlineData("public class Outer { [Rpc.Remote] private interface IInner { int Get(); } }", "RPC0003 'IInner' Generated code cannot see 'IInner': make it, and the types around it, public or internal")]
    [InlineData("public class Outer { [Rpc.Remote] protected interface IInner { int Get(); } }", "RPC0003 'IInner' Generated code cannot see 'IInner': make it, and the types around it, public or internal")]
    [InlineData("public class Outer { private class Middle { [Rpc.Remote] public interface IInner { int Get(); } } }", "RPC0003 'IInner' Generated code cannot see 'IInner': make it, and the types around it, public or internal")]
    [InlineData("[Rpc.Remote] file interface IInner { int Get(); }", "RPC0003 'IInner' Generated code cannot see 'IInner': make it, and the types around it, public or internal")]
    public async Task An_interface_that_cannot_be_remote_is_told_at_its_name(string source, string expected)
    {
        Assert.Equal([expected], await Analysis.OfAsync(source));
        Assert.Empty(GeneratedCode.From(source).Files);
    }

    [Fact]
    public async Task Every_mistake_of_a_contract_is_told_and_each_once()
    {
        var found = await Analysis.OfAsync("""
            [Rpc.Remote]
            public partial interface IGreeter
            {
                void Move(ref int x, out int y);
                event System.Action Moved;
            }

            public partial interface IGreeter
            {
                T Get<T>();
                int Good();
            }
            """);
        Assert.Equal(["RPC0004", "RPC0004", "RPC0007", "RPC0006"], found.Select(text => text[..7]));
    }

    [Fact]
    public async Task Methods_that_differ_by_the_token_only_are_refused()
    {
        Assert.Equal(
            ["RPC0015 'AddAsync' 'ICalculator.AddAsync' differs from another method by its CancellationToken only, which does not travel: keep one, with a default token"],
            await Analysis.OfAsync("""
                [Rpc.Remote]
                public interface ICalculator
                {
                    Task<int> AddAsync(int x);
                    Task<int> AddAsync(int x, CancellationToken cancellationToken);
                }
                """));
    }

    [Fact]
    public async Task A_mistake_of_a_base_contract_is_told_there_only()
    {
        const string Source = """
            [Rpc.Remote] public interface IBase { T Get<T>(); }
            [Rpc.Remote] public interface IGreeter : IBase { int Add(); }
            """;
        Assert.Equal(["RPC0006 'Get' 'IBase.Get' has type parameters: declare one method for each type"], await Analysis.OfAsync(Source));
        Assert.Empty(GeneratedCode.From(Source).Files);
    }

    [Fact]
    public async Task A_taken_name_costs_the_factories_and_is_told()
    {
        const string Source = """
            [Rpc.Remote] public interface IGreeter { int Add(); }
            public static class GreeterCalls;
            """;
        Assert.Equal(["RPC0016 'IGreeter' 'GreeterCalls' exists, so no call factories are made for 'IGreeter': rename it, or set RpcEmitCalls to false"], await Analysis.OfAsync(Source));
        Assert.DoesNotContain("IGreeter.Calls.g.cs", GeneratedCode.Clean(Source).Files.Keys);
        Assert.Empty(await Analysis.OfAsync(Source, new Build { Properties = new Dictionary<string, string> { ["RpcEmitCalls"] = "false" } }));
    }

    [Fact]
    public async Task A_good_contract_is_not_told_anything()
    {
        Assert.Empty(await Analysis.OfAsync("""
            [Rpc.Remote]
            public interface IGreeter
            {
                const int Limit = 5;
                int Add(int x, int y);
                int Twice(int x) => Add(x, x);
                static int Helper() => 1;
                sealed int Fixed() => 2;
                private int Hidden() => 3;
                internal int Inner() => 4;
            }
            """));
    }

    [Theory]
    [InlineData("RunAnalyzers", "false", true)]
    [InlineData("RunAnalyzers", "False", true)]
    [InlineData("RunAnalyzersDuringBuild", "false", true)]
    [InlineData("RunAnalyzers", "true", false)]
    [InlineData("RunAnalyzers", "", false)]
    public void Without_analyzers_the_first_mistake_is_an_error_directive(string property, string value, bool told)
    {
        GeneratedCode generated = GeneratedCode.From(
            "namespace App; [Rpc.Remote] public interface IGreeter { T Get<T>(); event System.Action Moved; }",
            new Build { Properties = new Dictionary<string, string> { [property] = value } });
        Assert.Equal(told ? ["App.IGreeter.Error.g.cs"] : [], generated.Files.Keys);
        if (told)
        {
            Assert.Equal("// <auto-generated/>\n#error RPC0006: 'IGreeter.Get' has type parameters: declare one method for each type\n", generated["App.IGreeter.Error.g.cs"]);
            Assert.Contains(generated.Compilation.GetDiagnostics(TestContext.Current.CancellationToken), diagnostic => diagnostic.Id == "CS1029");
        }
    }

    [Fact]
    public void RunAnalyzers_wins_over_RunAnalyzersDuringBuild() => Assert.Empty(GeneratedCode.From(
        "[Rpc.Remote] public interface IGreeter { T Get<T>(); }",
        new Build { Properties = new Dictionary<string, string> { ["RunAnalyzers"] = "true", ["RunAnalyzersDuringBuild"] = "false" } }).Files);
}
