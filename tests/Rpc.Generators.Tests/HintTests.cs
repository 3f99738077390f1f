using Rpc.Generators.Tests.Harness;

namespace Rpc.Generators.Tests;

/// <summary>What could be better about a contract that works.</summary>
public sealed class HintTests
{
    [Theory]
    [InlineData("Task AddAsync(int x);", "RPC0035 'AddAsync' 'IGreeter.AddAsync' takes no CancellationToken: its callers cannot stop it")]
    [InlineData("ValueTask<int> AddAsync(int x);", "RPC0035 'AddAsync' 'IGreeter.AddAsync' takes no CancellationToken: its callers cannot stop it")]
    [InlineData("IAsyncEnumerable<int> Count();", "RPC0035 'Count' 'IGreeter.Count' takes no CancellationToken: its callers cannot stop it")]
    [InlineData("Task AddAsync(int x, CancellationToken stop);", null)]
    [InlineData("[Rpc.OneWay] Task AddAsync(int x);", null)]
    [InlineData("Task AddAsync(params int[] x);", null)]
    [InlineData("int Add(int x);", "RPC0036 'Add' 'IGreeter.Add' blocks its caller until the reply is there: return a Task where callers should go on")]
    [InlineData("void Add(int x, CancellationToken stop);", "RPC0036 'Add' 'IGreeter.Add' blocks its caller until the reply is there: return a Task where callers should go on")]
    [InlineData("[Rpc.OneWay] void Add(int x);", null)]
    [InlineData("int Visits { get; set; }", null)]
    public async Task A_hint_stands_at_its_method(string member, string? expected) => Assert.Equal(
        expected is null ? [] : [expected], await Analysis.WithHintsAsync($"[Rpc.Remote] public interface IGreeter {{ {member} }}"));

    [Theory]
    [InlineData("string text = null!", true)]
    [InlineData("List<int> list = default!", true)]
    [InlineData("\n#nullable disable warnings\nstring text = null\n#nullable restore\n", true)]
    [InlineData("string? text = null", false)]
    [InlineData("int? number = null", false)]
    [InlineData("\n#nullable disable\nstring text = null\n#nullable restore\n", false)]
    [InlineData("[System.Diagnostics.CodeAnalysis.AllowNull] string text = null!", false)]
    [InlineData("CancellationToken stop = default!", false)]
    public async Task A_null_that_the_compiler_lets_pass_and_the_codec_does_not_is_a_warning(string parameter, bool told)
    {
        var found = await Analysis.OfAsync($"[Rpc.Remote] public interface IGreeter {{ [Rpc.OneWay] void Add({parameter}); }}");
        Assert.Equal(told ? ["RPC0037"] : [], found.Select(text => text[..7]));
    }

    [Fact]
    public async Task A_null_that_the_compiler_tells_of_is_left_to_it() => Assert.Empty(await Analysis.OfAsync("[Rpc.Remote] public interface IGreeter { [Rpc.OneWay] void Add(string text = null); }"));

    [Fact]
    public async Task Hints_wait_until_the_contract_is_right()
    {
        Assert.Equal(["RPC0006"], (await Analysis.WithHintsAsync("[Rpc.Remote] public interface IGreeter { T Get<T>(); Task AddAsync(); int Add(); }")).Select(text => text[..7]));
    }

    [Fact]
    public async Task An_inherited_method_has_its_hint_once_where_it_is_written()
    {
        const string Source = """
            [Rpc.Remote] public interface IOne : IPlain { }
            [Rpc.Remote] public interface ITwo : IPlain, IOne { }
            public interface IPlain { Task AddAsync(); }
            """;
        Assert.Equal(["RPC0035 'AddAsync' 'IPlain.AddAsync' takes no CancellationToken: its callers cannot stop it"], await Analysis.WithHintsAsync(Source));
    }
}
