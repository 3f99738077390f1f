using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Rpc.Generators.Benchmarks.Sources;

/// <summary>A project of many contracts into which keys are struck. The files are parsed once, as an editor does.</summary>
internal sealed class EditedProject
{
    private readonly Dictionary<EditKind, string> _paths = new()
    {
        [EditKind.Body] = "Worker.cs",
        [EditKind.Declaration] = "Holder.cs",
        [EditKind.Contract] = "IShop0.cs",
        [EditKind.Name] = "Named.cs",
    };

    private CSharpCompilation _compilation;
    private int _edits;

    public EditedProject(int contracts)
    {
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, concurrentBuild: false);
        _compilation = CSharpCompilation.Create("App", Files(contracts).Select(file => Parse(file.Path, file.Text)), References.Select(path => MetadataReference.CreateFromFile(path)), options);
    }

    /// <summary>The options that all files were parsed with.</summary>
    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp12, DocumentationMode.Parse);

    /// <summary>The paths of the framework that runs this, and of the library.</summary>
    public static IReadOnlyList<string> References { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(path => Path.GetFileName(path) is { } name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard.dll" or "mscorlib.dll")),
        typeof(RemoteAttribute).Assembly.Location,
    ];

    /// <summary>The files of a project of so many contracts.</summary>
    public static IEnumerable<(string Path, string Text)> Files(int contracts) =>
    [
        ("Shared.cs", ContractSources.Shared),
        ("Worker.cs", ContractSources.Work),
        ("Holder.cs", ContractSources.Declarations),
        ("Named.cs", ContractSources.Names),
        .. Enumerable.Range(0, contracts).Select(i => ($"IShop{i}.cs", ContractSources.Contract(i))),
    ];

    /// <summary>A compilation that nobody has asked anything: all that is bound in it is bound in the time of whoever asks first.</summary>
    public CSharpCompilation Fresh() => _compilation.Clone();

    /// <summary>Strikes a key. Later compilations have it.</summary>
    public void Edit(EditKind kind)
    {
        string path = _paths[kind];
        SyntaxTree before = _compilation.SyntaxTrees.Single(tree => tree.FilePath == path);
        string text = kind switch
        {
            EditKind.Body => ContractSources.Work,
            EditKind.Declaration => ContractSources.Declarations,
            EditKind.Name => ContractSources.Names,
            _ => ContractSources.Contract(0),
        };
        _edits++;
        SyntaxTree after = Parse(path, text.Replace(ContractSources.Mark, _edits.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        _compilation = _compilation.ReplaceSyntaxTree(before, after);
    }

    private static SyntaxTree Parse(string path, string text) => CSharpSyntaxTree.ParseText(text, ParseOptions, path);
}
