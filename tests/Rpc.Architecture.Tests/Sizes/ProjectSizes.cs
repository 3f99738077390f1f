using Mono.Cecil;
using Mono.Cecil.Cil;
using Rpc.Architecture.Tests.Reading;

namespace Rpc.Architecture.Tests.Sizes;

/// <summary>How large the files, methods and classes of one project are.</summary>
internal sealed class ProjectSizes
{
    /// <summary>Lines above which a method is listed.</summary>
    public const int LongMethod = 70;

    /// <summary>Instance fields above which a class is listed.</summary>
    public const int ManyFields = 15;

    /// <summary>Measures the source files below <paramref name="folder"/> and, where it is built, the assembly.</summary>
    public ProjectSizes(string folder, CompiledProject? compiled)
    {
        Name = Path.GetFileName(folder);
        Files = [.. SourceFiles.Below(folder).Select(file => (Path.GetRelativePath(folder, file), File.ReadLines(file).Count())).OrderBy(file => file.Item2)];
        LongMethods = compiled is null ? [] : [.. compiled.Module.GetTypes().SelectMany(type => type.Methods).Select(Measure).Where(m => m.Lines > LongMethod)];
        FieldRichClasses = compiled is null ? [] : [.. compiled.Module.GetTypes().Where(type => !type.Name.Contains('<', StringComparison.Ordinal))
            .Select(type => (type.FullName, type.Fields.Count(field => !field.IsStatic))).Where(type => type.Item2 > ManyFields)];
    }

    public string Name { get; }

    /// <summary>Each file and its lines, shortest first.</summary>
    public IReadOnlyList<(string Path, int Lines)> Files { get; }

    public IReadOnlyList<(string Name, int Lines)> LongMethods { get; }

    public IReadOnlyList<(string Name, int Fields)> FieldRichClasses { get; }

    /// <summary>The lines of the file below which <paramref name="share"/> of the files lie.</summary>
    public int Lines(double share) => Files.Count == 0 ? 0 : Files[Math.Min(Files.Count - 1, (int)(Files.Count * share))].Lines;

    // From the first to the last statement, and three lines for what stands around them. Constructors also hold the field
    // initializers of the whole class, and generated code is nobody's to shorten: both are left out.
    private static (string Name, int Lines) Measure(MethodDefinition method)
    {
        if (method.IsConstructor || !method.DebugInformation.HasSequencePoints)
        {
            return (method.FullName, 0);
        }

        SequencePoint[] points = [.. method.DebugInformation.SequencePoints.Where(point => !point.IsHidden)];
        return points.Length == 0 || SourceFiles.IsGenerated(points[0].Document.Url)
            ? (method.FullName, 0)
            : (method.FullName, points.Max(point => point.EndLine) - points.Min(point => point.StartLine) + 3);
    }
}
