using Rpc.Comparison.Measuring;

namespace Rpc.Comparison.Peers.Calls;

/// <summary>The service of every row, called by a thread that blocks.</summary>
/// <param name="Add">Adds two numbers.</param>
/// <param name="Welcome">Welcomes a name.</param>
/// <param name="Echo">Gives the bytes back.</param>
internal sealed record SyncService(Func<int, int, int> Add, Func<string, string> Welcome, Func<byte[], ReadOnlyMemory<byte>> Echo)
{
    /// <summary>Bytes that <see cref="Echo"/> wants free in front of what it sends.</summary>
    public int EchoHeadroom { get; init; }

    /// <summary>Runs any workload of blocking calls.</summary>
    public ClientResult Run(ClientRun run)
    {
        switch (run.Workload)
        {
            case Workloads.Welcome:
                return run.Measure(_ => Welcome(Answers.Name), Answers.CheckWelcome);
            case Workloads.Echo1K or Workloads.Echo1M:
                EchoPayload payload = new(EchoPayload.LengthOf(run.Workload), EchoHeadroom);
                return run.Measure(n => Echo(payload.Next(n)), (n, answer) => payload.Check(n, answer.Span));
            case Workloads.Threads64:
                return run.MeasureThreads(n => Add(n, 1), Answers.CheckSum, Workloads.Shape(run.Workload).Callers);
            default:
                return run.Measure(n => Add(n, 1), Answers.CheckSum);
        }
    }
}
