namespace Chat.Contract;

/// <summary>Something that all in a room hear.</summary>
/// <param name="Number">Counts the room's messages from 1, without gaps: where one is missing, the listener was too slow for it.</param>
/// <param name="Kind">What happened.</param>
/// <param name="By">Who said it, came or went.</param>
/// <param name="Text">What was said; empty otherwise.</param>
/// <param name="At">When, by the server's clock.</param>
public sealed record Message(long Number, MessageKind Kind, Guest By, string Text, DateTimeOffset At);
