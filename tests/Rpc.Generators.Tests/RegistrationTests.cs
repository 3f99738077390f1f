using System.Reflection;
using Rpc.Calls;
using Rpc.Generators.Tests.Harness;
using Rpc.Stubs;

namespace Rpc.Generators.Tests;

public sealed class RegistrationTests
{
    private const string Source = """
        namespace App;

        /// <summary>Adds numbers.</summary>
        [Rpc.Remote]
        public interface ICalculator
        {
            /// <summary>Adds <paramref name="y"/> to <paramref name="x"/>.</summary>
            [Rpc.Idempotent] Task<int> AddAsync(int x, int y = 5, CancellationToken cancellationToken = default);
            IAsyncEnumerable<int> Count(int to);
            [Rpc.OneWay] void Log(string line);
            int Precision { get; set; }
        }
        """;

    [Fact]
    public void A_loaded_assembly_has_registered_its_contracts()
    {
        ContractDescriptor contract = Descriptor();
        Assert.Equal("App.ICalculator", contract.Name);
        Assert.Equal("Adds numbers.", contract.Summary);
        Assert.Equal(
            ["0 AddAsync(int,int) int Idempotent", "1 Count(int) int ServerStream", "2 Log(string) void OneWay", "3 get_Precision() int Property", "4 set_Precision(int) void Property"],
            contract.Methods.Select(method => $"{method.Index} {method.Signature} {method.ReturnType} {method.Traits}"));
        Assert.Equal([new ParameterDescriptor("x", "int"), new ParameterDescriptor("y", "int", "5")], contract.Methods[0].Parameters);
        Assert.Equal("Adds y to x.", contract.Methods[0].Summary);
    }

    [Fact]
    public void Factories_make_calls_that_know_their_method()
    {
        Assembly assembly = Loaded.From(Source);
        var call = (RemoteCall<int>)assembly.GetType("App.CalculatorCalls", throwOnError: true)!.GetMethod("Add")!.Invoke(null, [2, 3])!;
        Assert.Equal("App.ICalculator.AddAsync(int,int)", call.ToString());
    }

    [Fact]
    public async Task A_dispatcher_refuses_a_method_that_is_not_there()
    {
        Assembly assembly = Loaded.From(Source + "\npublic sealed class Calculator : App.ICalculator { public Task<int> AddAsync(int x, int y, CancellationToken t) => null!; public IAsyncEnumerable<int> Count(int to) => null!; public void Log(string line) { } public int Precision { get; set; } }");
        object contract = Contract(assembly);
        var dispatcher = (Dispatch.Dispatcher)contract.GetType().GetProperty("Dispatcher")!.GetValue(contract)!;
        object target = Activator.CreateInstance(assembly.GetType("App.Calculator", throwOnError: true)!)!;
        RpcException found = await Assert.ThrowsAsync<RpcException>(async () => await dispatcher.DispatchAsync(target, 5, null!));
        Assert.Equal(RpcStatus.Unimplemented, found.Status);
        Assert.Equal("App.ICalculator has no method 5.", found.Message);
    }

    private static ContractDescriptor Descriptor()
    {
        object contract = Contract(Loaded.From(Source));
        return (ContractDescriptor)contract.GetType().GetProperty("Descriptor")!.GetValue(contract)!;
    }

    private static object Contract(Assembly assembly) =>
        typeof(ContractRegistry).GetMethod("Get")!.MakeGenericMethod(assembly.GetType("App.ICalculator", throwOnError: true)!).Invoke(null, null)!;
}
