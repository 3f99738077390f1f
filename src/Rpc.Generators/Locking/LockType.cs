using Rpc.Generators.Model;

namespace Rpc.Generators.Locking;

/// <summary>A type that a contract reaches.</summary>
/// <param name="Kind">What it is to the codec.</param>
/// <param name="Name">Its C# name as the file has it (<see cref="LockNames"/>); of a type that another assembly tells of, its name on the wire.</param>
/// <param name="Detail">A struct's size in bytes, an enum's integer; else empty.</param>
/// <param name="Members">In wire order; numbers in ascending order, cases in that of their tags.</param>
internal sealed record LockType(LockTypeKind Kind, string Name, string Detail, EquatableArray<LockMember> Members);
