namespace Rpc.Generators.Model;

internal sealed record TypeModel(string FullName, string DisplayName, bool IsNonNullableReference, string Shape);
