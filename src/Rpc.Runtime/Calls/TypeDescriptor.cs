namespace Rpc.Calls;

/// <summary>A type that a contract carries, and its wire shape (docs/protocol-shapes.md).</summary>
/// <param name="Name">The full C# name.</param>
/// <param name="Shape">How its bytes are laid out, so that a peer with another version can skip what it does not know.</param>
public sealed record TypeDescriptor(string Name, string Shape);
