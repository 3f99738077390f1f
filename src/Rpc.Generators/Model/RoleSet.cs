namespace Rpc.Generators.Model;

/// <summary>What one <c>[RequireRole]</c> says: a caller needs any of these.</summary>
internal sealed record RoleSet(EquatableArray<string> Any);
