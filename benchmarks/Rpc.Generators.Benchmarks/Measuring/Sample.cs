namespace Rpc.Generators.Benchmarks.Measuring;

/// <summary>The milliseconds of one key.</summary>
/// <param name="FreshFinding">Of the generator that only finds, on a compilation that nobody has bound.</param>
/// <param name="FreshOurs">Of ours, on such a one.</param>
/// <param name="BoundFinding">Of the generator that only finds, on a compilation whose declarations are bound.</param>
/// <param name="BoundOurs">Of ours, on such a one.</param>
/// <param name="Written">Files that ours wrote again.</param>
internal readonly record struct Sample(double FreshFinding, double FreshOurs, double BoundFinding, double BoundOurs, int Written);
