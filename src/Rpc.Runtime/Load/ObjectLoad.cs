namespace Rpc;

/// <summary>What an object was called in a stretch of time, told by its server.</summary>
/// <param name="Seconds">How long the stretch was.</param>
/// <param name="Connections">Connections that the server has.</param>
/// <param name="Running">Handlers that run on the server, of any object.</param>
/// <param name="Methods">The methods that were called in it, in the order of the contract.</param>
public sealed record ObjectLoad(double Seconds, int Connections, int Running, IReadOnlyList<MethodLoad> Methods);
