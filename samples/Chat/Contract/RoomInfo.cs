namespace Chat.Contract;

/// <summary>A room, seen from outside.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Guests">How many are in it; at least one.</param>
public sealed record RoomInfo(string Name, int Guests);
