using Rpc.Generators.Locking;

namespace Rpc.Generators.Tests.Harness;

/// <summary>A contract as it was released, and what the analyzer says of it as it is now.</summary>
internal static class Locked
{
    public static readonly IReadOnlyDictionary<string, string> On = new Dictionary<string, string> { ["RpcContractLock"] = "true" };

    public static readonly IReadOnlyDictionary<string, string> Updating = new Dictionary<string, string> { ["RpcContractLock"] = "true", ["RpcUpdateContractLock"] = "true" };

    /// <summary>The lock of some sources.</summary>
    public static string Text(params string[] sources) => ContractLock.Text(new Build().Compile(sources), TestContext.Current.CancellationToken);

    /// <summary>What is told of <paramref name="now"/> by the lock of <paramref name="released"/>, as <see cref="Analysis.OfAsync"/> tells it.</summary>
    public static async Task<IReadOnlyList<string>> CompareAsync(string released, string now) =>
        await Analysis.OfAsync(now, new Build { Lock = Text(released), Properties = On });
}
