namespace Chat.Contract;

/// <summary>What came of a ping.</summary>
/// <param name="Answer">What the other guest does.</param>
/// <param name="Time">From the server to that guest and back.</param>
public sealed record Pong(string Answer, TimeSpan Time);
