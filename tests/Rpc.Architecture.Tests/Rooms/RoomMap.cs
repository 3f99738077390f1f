using Mono.Cecil;
using Rpc.Architecture.Tests.Reading;

namespace Rpc.Architecture.Tests.Rooms;

/// <summary>Says in which room a type is: the first folder of the file that it was written in.</summary>
internal sealed class RoomMap(SourceMap sources)
{
    /// <summary>The room of files that lie in the project's own folder.</summary>
    public const string Root = "(root)";

    /// <summary>The room of a top-level type; null where generated code or the compiler made it.</summary>
    /// <exception cref="InvalidOperationException">The type is written in files of two rooms.</exception>
    public string? RoomOf(TypeReference type)
    {
        if (IsGenerated(type))
        {
            return null;
        }

        List<string> rooms = [.. sources.FilesOf(type.FullName).Select(RoomOfFile).Distinct(StringComparer.Ordinal)];
        return rooms.Count < 2 ? rooms.SingleOrDefault() : throw new InvalidOperationException(
            $"{type.FullName} is spread over the rooms {string.Join(" and ", rooms)}; a type lives in one.");
    }

    private static bool IsGenerated(TypeReference type) =>
        type.Namespace == "Rpc.Generated" || type.Namespace.StartsWith("Rpc.Generated.", StringComparison.Ordinal);

    private static string RoomOfFile(string file)
    {
        int slash = file.IndexOf('/', StringComparison.Ordinal);
        // Wiring is the part of the root that outgrew one folder level: it puts rooms together and is used by nobody but the root.
        return slash < 0 || file[..slash] == "Wiring" ? Root : file[..slash];
    }
}
