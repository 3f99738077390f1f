using System.ComponentModel;
using Rpc.Calls;

namespace Rpc.Stubs;

/// <summary>What a call that was kept ended with.</summary>
/// <param name="Ending">How it ended.</param>
/// <param name="Payload">The encoded result or exception.</param>
/// <param name="Failure">The exception itself; null for none.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct KeptCallResult(KeptCallEnding Ending, byte[] Payload, Exception? Failure);
