namespace Rpc.Generators.Model;

/// <summary>Item1 … Item7 or Rest.</summary>
internal sealed record TypeTupleItem(string Name, TypeModel Type);
