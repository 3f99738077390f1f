namespace Rpc.Soak.Tests.Node;

/// <summary>What a client does.</summary>
/// <param name="Number">Its number in the run: the upper half of its calls' ids.</param>
/// <param name="Seed">Of its choices.</param>
/// <param name="Rate">Calls a second that it aims at.</param>
/// <param name="Uris">The objects that it calls.</param>
internal sealed record ClientSettings(int Number, int Seed, int Rate, IReadOnlyList<string> Uris);
