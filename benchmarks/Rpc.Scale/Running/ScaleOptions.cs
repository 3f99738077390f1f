namespace Rpc.Scale.Running;

/// <summary>How much, how long, how often.</summary>
/// <param name="Connections">Instead of each scenario's own number; null for that.</param>
/// <param name="Streams">Streams at once on one connection.</param>
/// <param name="Names">Names of the naming scenario.</param>
/// <param name="Bytes">Length of a large body.</param>
/// <param name="Starts">Starts of each program in a round of the start-up scenario.</param>
/// <param name="Rounds">Each round runs every scenario once.</param>
/// <param name="Warmup">Of each client.</param>
/// <param name="Duration">Of each measured window.</param>
internal sealed record ScaleOptions(int? Connections, int Streams, int Names, int Bytes, int Starts, int Rounds, TimeSpan Warmup, TimeSpan Duration)
{
    /// <summary>How long idle connections are idle before they are counted: with the default durations, longer than a connection takes to give its thread back.</summary>
    public TimeSpan IdleTime => TimeSpan.FromSeconds(Math.Clamp(Duration.TotalSeconds * 3, 0.3, 6));
}
