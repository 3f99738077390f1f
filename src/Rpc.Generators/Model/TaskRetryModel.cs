namespace Rpc.Generators.Model;

/// <summary>What <c>[TaskRetry]</c> says of a method.</summary>
/// <param name="Retries">Further attempts.</param>
/// <param name="FirstDelaySeconds">The longest wait before the first of them.</param>
/// <param name="Factor">What that is multiplied with after each.</param>
/// <param name="MaxDelaySeconds">What it never exceeds.</param>
/// <param name="NotAfter">Full names of exceptions, as reflection writes them.</param>
internal sealed record TaskRetryModel(int Retries, double FirstDelaySeconds, double Factor, double MaxDelaySeconds, EquatableArray<string> NotAfter);
