namespace Rpc.NameServer.Tests.HighAvailability;

/// <summary>What somebody did or saw, with the times between which it was so (milliseconds of one clock).</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Who">The actor.</param>
/// <param name="Name">The name that it is about.</param>
/// <param name="Version">The version that was put or seen; 0 for none.</param>
/// <param name="Begin">Not before.</param>
/// <param name="End">Not after.</param>
/// <param name="Error">What failed, where it did.</param>
internal sealed record Observation(ObservationKind Kind, string Who, string Name, long Version, long Begin, long End, string? Error = null);
