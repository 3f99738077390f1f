namespace Rpc.NameServer.Stores;

/// <summary>One registration that came, changed or went.</summary>
/// <param name="Name">The name.</param>
/// <param name="Uri">The URI: with the name, the key.</param>
/// <param name="Instance">What is to be kept under the key, or null where nothing is.</param>
public readonly record struct NameChange(string Name, string Uri, StoredInstance? Instance);
