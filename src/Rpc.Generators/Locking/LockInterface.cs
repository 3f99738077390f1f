using Rpc.Generators.Model;

namespace Rpc.Generators.Locking;

/// <summary>A <c>[Remote]</c> interface: its name on the wire, and its methods in ordinal order of their signatures.</summary>
internal sealed record LockInterface(string Name, EquatableArray<LockMethod> Methods);
