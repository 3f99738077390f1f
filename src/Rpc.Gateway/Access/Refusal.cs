namespace Rpc.Gateway.Access;

/// <summary>Why a request is not answered.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Reason">A sentence for whoever asks.</param>
internal sealed record Refusal(int Status, string Reason);
