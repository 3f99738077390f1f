namespace Rpc.Benchmarks.Running;

/// <summary>Two times and the ratio of pairs measured one right after the other.</summary>
/// <param name="Hand">Nanoseconds of the hand-written code, median.</param>
/// <param name="Rpc">Nanoseconds of the codec, median.</param>
/// <param name="Low">First quartile of the ratio.</param>
/// <param name="Ratio">Median of the ratio.</param>
/// <param name="High">Third quartile of the ratio.</param>
public sealed record Comparison(double Hand, double Rpc, double Low, double Ratio, double High);
