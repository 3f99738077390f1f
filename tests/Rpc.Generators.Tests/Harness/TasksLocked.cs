using Rpc.Generators.Locking;

namespace Rpc.Generators.Tests.Harness;

/// <summary>Contracts as they were when tasks of them were stored, and what the analyzer says of them as they are now.</summary>
internal static class TasksLocked
{
    public static readonly IReadOnlyDictionary<string, string> On = new Dictionary<string, string> { ["RpcTasksLock"] = "true" };

    public static readonly IReadOnlyDictionary<string, string> Updating = new Dictionary<string, string> { ["RpcTasksLock"] = "true", ["RpcUpdateTasksLock"] = "true" };

    /// <summary>The lock of some sources.</summary>
    public static string Text(params string[] sources) => ContractLock.TasksText(new Build().Compile(sources), TestContext.Current.CancellationToken);

    /// <summary>What is told of <paramref name="now"/> by the lock of <paramref name="stored"/>, as <see cref="Analysis.OfAsync(string, Build)"/> tells it.</summary>
    public static async Task<IReadOnlyList<string>> CompareAsync(string stored, string now) => await WithAsync(Text(stored), now);

    /// <summary>What is told of <paramref name="now"/> by a file with this text.</summary>
    public static async Task<IReadOnlyList<string>> WithAsync(string? file, string now) => await Analysis.OfAsync(now, new Build { TasksLock = file, Properties = On });
}
