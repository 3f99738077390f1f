namespace Rpc.Calls;

/// <summary>What a call that was kept ended with.</summary>
internal readonly record struct KeptCallAnswer(KeptCallEnding Ending, byte[] Payload);
