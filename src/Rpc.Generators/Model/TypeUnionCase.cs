namespace Rpc.Generators.Model;

/// <summary>A tag and the class that travels under it.</summary>
internal sealed record TypeUnionCase(int Tag, TypeModel Type, bool IsSealed);
