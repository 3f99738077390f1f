namespace Rpc.Scale.Scenarios;

/// <summary>One line of the table.</summary>
/// <param name="Key">The reading's name.</param>
/// <param name="Title">What it is, for people.</param>
/// <param name="Unit">Empty for a ratio.</param>
/// <param name="Goal">Null where there is none.</param>
internal sealed record Measure(string Key, string Title, string Unit, Goal? Goal = null);
