namespace Rpc.Scale.Running;

/// <summary>What a client process was asked to do.</summary>
/// <param name="Variant">Ours, or which floor.</param>
/// <param name="Endpoint">What the server said it listens at.</param>
/// <param name="Count">Connections, streams, threads or callers, as the role has them.</param>
/// <param name="Names">Names in the name server.</param>
/// <param name="Bytes">Length of a large body.</param>
/// <param name="Warmup">Before the first step.</param>
/// <param name="Duration">Of each measured window.</param>
internal sealed record ClientRun(Variant Variant, string Endpoint, int Count, int Names, int Bytes, TimeSpan Warmup, TimeSpan Duration)
{
    /// <summary>Blocks until the next step may begin.</summary>
    public static void AwaitGo()
    {
        if (Console.In.ReadLine() != Lines.Go)
        {
            throw new InvalidOperationException("The run was called off.");
        }
    }
}
