namespace Rpc;

/// <summary>How a client stands with one address, at one moment.</summary>
/// <param name="Address">The address, as <c>rpc://10.0.0.7:9101</c>.</param>
/// <param name="State">Whether it is connected.</param>
/// <param name="ConsecutiveFailures">Attempts to connect that have failed in a row; 0 once one has succeeded.</param>
/// <param name="NextAttempt">Before when nobody connects; null when a call may connect at once.</param>
/// <param name="LastError">Why the last attempt failed, or why the last connection ended; null before either.</param>
public sealed record RpcConnectionInfo(string Address, RpcConnectionState State, int ConsecutiveFailures, DateTimeOffset? NextAttempt, string? LastError);
