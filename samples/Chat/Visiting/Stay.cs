using Chat.Contract;

namespace Chat.Visiting;

/// <summary>The part of a visit that is spent in one seat.</summary>
internal sealed record Stay(string Room, ISeat Seat);
