namespace Rpc;

/// <summary>What one method was called in a stretch of time. Times are from when the server begins to serve a call to when it has answered; of a stream, to its end. They are right to about a tenth.</summary>
/// <param name="Signature">The method's name and parameter types.</param>
/// <param name="Calls">Calls that have ended.</param>
/// <param name="Failed">Those of them that failed.</param>
/// <param name="Mean">The mean, in seconds.</param>
/// <param name="Median">What half of them took at most, in seconds.</param>
/// <param name="P90">What nine of ten took at most, in seconds.</param>
/// <param name="P99">What 99 of 100 took at most, in seconds.</param>
/// <param name="Longest">What the longest took, in seconds.</param>
public sealed record MethodLoad(string Signature, long Calls, long Failed, double Mean, double Median, double P90, double P99, double Longest);
