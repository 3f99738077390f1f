namespace Chat.Contract;

/// <summary>Somebody in a room.</summary>
/// <param name="Nick">The name there. Capitals make no difference between two.</param>
/// <param name="IsParrot">Whether it repeats what it hears: parrots do not listen to each other.</param>
public sealed record Guest(string Nick, bool IsParrot);
