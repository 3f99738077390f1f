using Rpc.Tasks.Engine;

namespace Rpc.Tasks.Backends;

/// <summary>How an attempt has ended, as its worker tells it.</summary>
/// <param name="Id">The task.</param>
/// <param name="Token">The attempt.</param>
/// <param name="Kind">How.</param>
/// <param name="Result">The encoded result of one that has succeeded.</param>
/// <param name="Error">What went wrong otherwise.</param>
/// <param name="MayRetry">Whether the exception's type allows another attempt.</param>
public sealed record TaskSettlement(Guid Id, long Token, TaskSettlementKind Kind, byte[]? Result = null, TaskError? Error = null, bool MayRetry = false);
