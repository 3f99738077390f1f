namespace Rpc.Naming;

/// <summary>A name and where it leads.</summary>
/// <param name="Name">1 to 255 characters, no control characters; compared ordinally and case-sensitively.</param>
/// <param name="Instances">At least one, oldest first.</param>
public sealed record NameEntry(string Name, IReadOnlyList<NameInstance> Instances);
