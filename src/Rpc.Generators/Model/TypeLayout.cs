namespace Rpc.Generators.Model;

/// <summary>Bytes per value, and the multiple at which the runtime places one inside a struct.</summary>
internal sealed record TypeLayout(int Size, int Alignment);
