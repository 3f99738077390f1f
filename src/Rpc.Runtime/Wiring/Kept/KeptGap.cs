using System.ComponentModel;

namespace Rpc.Stubs;

/// <summary>An argument that is missing: encoded results go there as they are, behind their count where they are the elements of a list.</summary>
/// <param name="Offset">How many bytes of the known arguments come before it.</param>
/// <param name="Sources">What gives it, or its elements in their order; never empty.</param>
/// <param name="IsList">Whether it is a list.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record KeptGap(int Offset, IReadOnlyList<ArgumentSource> Sources, bool IsList);
