using Mono.Cecil;
using Rpc.Architecture.Tests.Reading;

namespace Rpc.Architecture.Tests.Rooms;

/// <summary>Holds the uses in a project against a table of rooms.</summary>
internal sealed class RoomRules(IReadOnlyList<Room> rooms, IReadOnlyList<string> values)
{
    private readonly Dictionary<string, Room> _rooms = rooms.ToDictionary(room => room.Name, StringComparer.Ordinal);

    /// <summary>A sentence for each forbidden use, in ordinal order and each once.</summary>
    public IReadOnlyList<string> Check(CompiledProject project)
    {
        RoomMap map = new(project.Sources);
        SortedSet<string> problems = new(StringComparer.Ordinal);
        foreach (TypeUse use in TypeUses.In(project.Module))
        {
            if (map.RoomOf(use.From) is { } from && Problem(map, from, use) is { } problem)
            {
                problems.Add(problem);
            }
        }

        return [.. problems];
    }

    private string? Problem(RoomMap map, string from, TypeUse use)
    {
        if (!_rooms.TryGetValue(from, out Room? room))
        {
            return $"{from}: {use.From.FullName} is in a folder that the table of rooms does not know.";
        }

        if (!use.IsInside)
        {
            return room.Bans.FirstOrDefault(ban => ban.Forbids(use)) is { } ban
                ? $"{from} -> {ban.What}: {use.From.FullName}, {use.Member} names {use.Called?.FullName ?? use.Type.FullName}."
                : null;
        }

        return map.RoomOf(use.Target) is not { } to || IsAllowed(room, to, use.Target)
            ? null
            : $"{from} -> {to}: {use.From.FullName}, {use.Member} names {use.Type.FullName}.";
    }

    private bool IsAllowed(Room room, string to, TypeReference target) =>
        to == room.Name
        || room.MayUse.Contains(to, StringComparer.Ordinal)
        || room.MayAlsoUse.Any(start => $"{to}/{target.Name}".StartsWith(start, StringComparison.Ordinal))
        || (to == RoomMap.Root && IsValue(target));

    private bool IsValue(TypeReference target) =>
        values.Any(start => target.Name.StartsWith(start, StringComparison.Ordinal)) || target.Name.EndsWith("Attribute", StringComparison.Ordinal);
}
