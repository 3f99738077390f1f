using System.ComponentModel;

namespace Rpc.Stubs;

/// <summary>Arguments of a call as bytes, without those that are missing yet.</summary>
/// <param name="Bytes">Those that are known, one after another.</param>
/// <param name="Gaps">Where the others go, in the order of their parameters.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record KeptArguments(byte[] Bytes, IReadOnlyList<KeptGap> Gaps);
