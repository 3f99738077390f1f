using Microsoft.CodeAnalysis;
using Rpc.Generators.Diagnostics;

namespace Rpc.Generators.Analyzers;

/// <summary>Turns a place that was written down back into one in the source, so that <c>#pragma</c> and .editorconfig reach the diagnostic.</summary>
internal static class AnalyzerPlaces
{
    /// <summary>The place in the compilation's own syntax tree.</summary>
    public static Location Find(LocationInfo? place, Compilation compilation)
    {
        if (place is null)
        {
            return Location.None;
        }

        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            if (tree.FilePath == place.FilePath && place.TextSpan.End <= tree.Length)
            {
                return Location.Create(tree, place.TextSpan);
            }
        }

        return place.ToLocation();
    }
}
