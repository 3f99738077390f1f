namespace Rpc.Calls;

/// <summary>What <see cref="TaskRetryAttribute"/> says of a method. Made by generated code, which has checked the ranges; immutable.</summary>
/// <param name="Retries">Further attempts: 0 to 1,000.</param>
/// <param name="FirstDelaySeconds">The longest wait before the first of them: 0 or more.</param>
/// <param name="Factor">What the longest wait is multiplied with after each attempt: 1 or more.</param>
/// <param name="MaxDelaySeconds">What the longest wait never exceeds: 0 or more.</param>
/// <param name="NotAfter">Full names of exception types after which, and after those derived from them, there is no further attempt.</param>
public sealed record TaskRetryRule(int Retries, double FirstDelaySeconds, double Factor, double MaxDelaySeconds, IReadOnlyList<string> NotAfter);
