namespace Rpc.Cli.Looking;

/// <summary>How often a method is called in a second, and how many seconds that takes.</summary>
internal sealed record MethodRate(string Signature, double Calls, double Failed, double Median, double P90, double P99, double Longest);
