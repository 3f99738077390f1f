namespace Rpc.Generators.Model;

internal sealed record TypeShape(string Name, string Shape);
