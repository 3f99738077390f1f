using Rpc.Calls;
using Rpc.Generators.Tests.Harness;

namespace Rpc.Generators.Tests;

/// <summary>What a contract says of the retries of tasks.</summary>
public sealed class TaskRetryTests
{
    private const string Exceptions = """
        using Rpc;
        namespace App;
        public static class Outer { public sealed class InnerException : Exception; private sealed class HiddenException : Exception; }
        public class WrongException<T> : Exception;

        """;

    [Fact]
    public void Descriptors_have_what_the_attribute_says()
    {
        System.Reflection.Assembly assembly = Loaded.From(Exceptions + """
            public interface IBase { [TaskRetry(1)] int Low(int x); }
            [Remote]
            public interface IShop : IBase
            {
                [TaskRetry(3, FirstDelaySeconds = 0.1, Factor = 1.5, MaxDelaySeconds = 1e7, NotAfter = [typeof(InvalidOperationException), typeof(Outer.InnerException), typeof(InvalidOperationException)])] Task<int> OrderAsync(string item);
                [OneWay] [TaskRetry(0)] void Log(string line);
                int Count { [TaskRetry(1000)] get; set; }
                int Plain();
            }
            """);
        Type type = assembly.GetType("Rpc.Generated." + assembly.GetName().Name + ".App_ShopContract") ?? assembly.GetTypes().Single(static type => type.Name == "App_ShopContract");
        var contract = (ContractDescriptor)type.GetProperty("Descriptor")!.GetValue(Activator.CreateInstance(type))!;
        Assert.Equal(
            ["Low 1 1 2 3600 ", "OrderAsync 3 0.1 1.5 10000000 App.Outer+InnerException System.InvalidOperationException", "Log 0 1 2 3600 ", "get_Count 1000 1 2 3600 ", "set_Count", "Plain"],
            contract.Methods.Select(static method => method.Name + (method.TaskRetry is { } rule
                ? FormattableString.Invariant($" {rule.Retries} {rule.FirstDelaySeconds} {rule.Factor} {rule.MaxDelaySeconds} {string.Join(' ', rule.NotAfter)}")
                : "")));
        Assert.Contains(assembly.GetType("App.Outer+InnerException")!.FullName!, contract.Methods[1].TaskRetry!.NotAfter);
    }

    [Fact]
    public void What_travels_does_not_change_with_it()
    {
        string With(string mark) => GeneratedCode.Clean($$"""[Rpc.Remote] public interface IShop { {{mark}} int Order(string item); }""")["IShop.Contract.g.cs"];
        string without = With("");
        string with = With("[Rpc.TaskRetry(2)]");
        string[] added = [.. with.Split('\n').Except(without.Split('\n'))];
        Assert.Equal(["TaskRetry = new global::Rpc.Calls.TaskRetryRule(2, 1, 2, 3600, []),"], added.Select(static line => line.Trim()).Where(static line => line.Length > 0 && line is not ("null)" or "};")));
    }

    [Theory]
    [InlineData("[TaskRetry(-1)] void M();", "RPC0038 'TaskRetry(-1)' [TaskRetry] of 'IShop.M' has retries = -1: give 0 to 1,000")]
    [InlineData("[TaskRetry(1001)] void M();", "RPC0038 'TaskRetry(1001)' [TaskRetry] of 'IShop.M' has retries = 1001")]
    [InlineData("[TaskRetry(1, Factor = 0.9)] void M();", "RPC0038 'TaskRetry(1, Factor = 0.9)' [TaskRetry] of 'IShop.M' has Factor = 0.9: waits cannot become shorter")]
    [InlineData("[TaskRetry(1, Factor = double.NaN)] void M();", "RPC0038 'TaskRetry(1, Factor = double.NaN)' [TaskRetry] of 'IShop.M' has Factor = NaN")]
    [InlineData("[TaskRetry(1, Factor = 1 / 0.0)] void M();", "RPC0038 'TaskRetry(1, Factor = 1 / 0.0)' [TaskRetry] of 'IShop.M' has Factor = Infinity")]
    [InlineData("[TaskRetry(1, FirstDelaySeconds = -0.1)] void M();", "RPC0038 'TaskRetry(1, FirstDelaySeconds = -0.1)' [TaskRetry] of 'IShop.M' has FirstDelaySeconds = -0.1: give 0 or more seconds")]
    [InlineData("[TaskRetry(1, MaxDelaySeconds = 1e300)] void M();", "RPC0038 'TaskRetry(1, MaxDelaySeconds = 1e300)' [TaskRetry] of 'IShop.M' has MaxDelaySeconds = 1E+300")]
    [InlineData("[TaskRetry(1, NotAfter = [typeof(string)])] void M();", "RPC0028 'TaskRetry(1, NotAfter = [typeof(string)])' 'string' does not derive from Exception")]
    [InlineData("[TaskRetry(1, NotAfter = [typeof(WrongException<int>)])] void M();", "RPC0039 'TaskRetry(1, NotAfter = [typeof(WrongException<int>)])' 'App.WrongException<int>' is generic")]
    [InlineData("[TaskRetry(1)] IAsyncEnumerable<int> M();", "RPC0032 'M' [TaskRetry] says nothing of 'IShop.M', since streams, and references that are sent one-way, are never stored as tasks")]
    [InlineData("[TaskRetry(1)] Task<Stream> M();", "RPC0032 'M' [TaskRetry] says nothing of 'IShop.M'")]
    public async Task What_makes_no_sense_is_told(string member, string expected) =>
        Assert.StartsWith(expected, Assert.Single(await Analysis.OfAsync(Exceptions + $$"""[Remote] public interface IShop { {{member}} }""")), StringComparison.Ordinal);

    [Theory]
    [InlineData("[TaskRetry(1000, Factor = 1, FirstDelaySeconds = 0, MaxDelaySeconds = 0)] void M();")]
    [InlineData("[TaskRetry(1)] Task M(IProgress<int> progress);")]
    [InlineData("[TaskRetry(1, NotAfter = null!)] void M();")]
    public async Task What_makes_sense_is_not(string member) => Assert.Empty(await Analysis.OfAsync(Exceptions + $$"""[Remote] public interface IShop { {{member}} }"""));
}
