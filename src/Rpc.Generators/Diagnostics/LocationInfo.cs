using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Rpc.Generators.Diagnostics;

/// <summary>A place in the source as plain data, so that a model that holds one does not hold a syntax tree.</summary>
internal sealed record LocationInfo(string FilePath, TextSpan TextSpan, LinePositionSpan LineSpan)
{
    public static LocationInfo? From(Location? location) => location is { SourceTree: { } tree }
        ? new(tree.FilePath, location.SourceSpan, location.GetLineSpan().Span)
        : null;

    public Location ToLocation() => Location.Create(FilePath, TextSpan, LineSpan);
}
