using Rpc.Comparison.Measuring;

namespace Rpc.Comparison.Peers.Calls;

/// <summary>The service of every row over one connection, called by callers that await.</summary>
/// <typeparam name="TBytes">In what shape the row gives bytes back.</typeparam>
/// <param name="Add">Adds two numbers; called by all callers of the connection at the same time.</param>
/// <param name="Welcome">Welcomes a name.</param>
/// <param name="Echo">Gives the bytes back.</param>
/// <param name="View">The bytes of an echo.</param>
internal sealed record AsyncService<TBytes>(
    Func<int, int, ValueTask<int>> Add,
    Func<string, ValueTask<string>> Welcome,
    Func<byte[], ValueTask<TBytes>> Echo,
    Func<TBytes, ReadOnlyMemory<byte>> View)
{
    /// <summary>Bytes that <see cref="Echo"/> wants free in front of what it sends.</summary>
    public int EchoHeadroom { get; init; }

    /// <summary>Runs any workload of awaited calls; every service is a connection of its own.</summary>
    public static Task<ClientResult> RunAsync(ClientRun run, IReadOnlyList<AsyncService<TBytes>> connections)
    {
        AsyncService<TBytes> only = connections[0];
        switch (run.Workload)
        {
            case Workloads.Welcome:
                return run.MeasureAsync([_ => only.Welcome(Answers.Name)], Answers.CheckWelcome);
            case Workloads.Echo1K or Workloads.Echo1M:
                EchoPayload payload = new(EchoPayload.LengthOf(run.Workload), only.EchoHeadroom);
                return run.MeasureAsync([n => only.Echo(payload.Next(n))], (n, answer) => payload.Check(n, only.View(answer).Span));
            default:
                int callers = Workloads.Shape(run.Workload).Callers;
                return run.MeasureAsync([.. connections.SelectMany(service => Enumerable.Repeat(service.AddOne, callers))], Answers.CheckSum);
        }
    }

    private ValueTask<int> AddOne(int n) => Add(n, 1);
}
