namespace Rpc.Fuzz.Engine;

/// <summary>An input was read or refused, and something that always holds did not.</summary>
internal sealed class InvariantException(string message) : Exception(message);
