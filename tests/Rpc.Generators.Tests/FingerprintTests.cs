using System.Text.RegularExpressions;
using Rpc.Generators.Tests.Harness;

namespace Rpc.Generators.Tests;

public sealed class FingerprintTests
{
    private const string Plain = "int Add(int x); void Log(string line);";

    [Theory]
    [InlineData("int Add(int other); void Log(string? line);")]
    [InlineData("Task<int> Add(int x, CancellationToken token = default); ValueTask Log(string line);")]
    [InlineData("/// <summary>Adds.</summary>\n int Add(int x = 5); void Log(string line);")]
    public void It_stays_when_nothing_changes_on_the_wire(string members) => Assert.Equal(Of(Plain), Of(members));

    [Theory]
    [InlineData("int Add(long x); void Log(string line);")]
    [InlineData("long Add(int x); void Log(string line);")]
    [InlineData("int Plus(int x); void Log(string line);")]
    [InlineData("int Add(int x); [Rpc.OneWay] void Log(string line);")]
    [InlineData("int Add(int x); [Rpc.Idempotent] void Log(string line);")]
    [InlineData("int Add(int x); void Log(string line); void More();")]
    [InlineData("void Log(string line); int Add(int x);")]
    [InlineData("IAsyncEnumerable<int> Add(int x); void Log(string line);")]
    public void It_changes_with_what_travels(string members) => Assert.NotEqual(Of(Plain), Of(members));

    [Fact]
    public void It_is_32_hexadecimal_digits() => Assert.Matches("^[0-9a-f]{32}$", Of(Plain));

    private static string Of(string members) =>
        Regex.Match(GeneratedCode.From($"[Rpc.Remote] public interface IService\n{{\n{members}\n}}")["IService.Contract.g.cs"], "\"([0-9a-f]{32})\"").Groups[1].Value;
}
