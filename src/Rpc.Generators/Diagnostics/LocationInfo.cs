using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Rpc.Generators.Diagnostics;

internal sealed record LocationInfo(string FilePath, TextSpan TextSpan, LinePositionSpan LineSpan)
{
    public static LocationInfo? From(Location? location) => location?.SourceTree is { } tree
        ? new LocationInfo(tree.FilePath, location.SourceSpan, location.GetLineSpan().Span)
        : null;

    public Location ToLocation() => Location.Create(FilePath, TextSpan, LineSpan);
}
