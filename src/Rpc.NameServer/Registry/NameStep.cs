namespace Rpc.NameServer.Registry;

/// <summary>One change of one name, as those see it who look it up. Null where there is no such name.</summary>
internal readonly record struct NameStep(long Number, string Name, RegisteredInstance[]? Before, RegisteredInstance[]? After);
