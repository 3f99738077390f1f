using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Rpc.Generators.Analyzers;
using Rpc.Generators.CodeFixes;
using Rpc.Generators.Tests.Harness;

namespace Rpc.Generators.Tests.CodeFixes;

/// <summary>A project in an editor: told what is wrong with it, and repaired as its user chooses.</summary>
internal sealed class Workshop : IDisposable
{
    private static readonly Build Setup = new();
    private readonly AdhocWorkspace _workspace = new();
    private readonly ProjectId _project;
    private Solution _solution;

    public Workshop(params string[] sources)
    {
        CSharpCompilation compilation = Setup.Compile(sources);
        Project project = _workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, Setup.AssemblyName, Setup.AssemblyName, LanguageNames.CSharp, compilationOptions: compilation.Options, parseOptions: Setup.ParseOptions, metadataReferences: References.All));
        _project = project.Id;
        _solution = project.Solution;
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            _solution = _solution.AddDocument(DocumentId.CreateNewId(_project), Path.GetFileName(tree.FilePath), tree.GetText(), filePath: tree.FilePath);
        }
    }

    public Project Project => _solution.GetProject(_project)!;

    /// <summary>The files as they are now, without the one of global usings.</summary>
    public async Task<string[]> SourcesAsync()
    {
        List<string> sources = [];
        foreach (Document document in Project.Documents.SkipLast(1))
        {
            sources.Add((await document.GetTextAsync(TestContext.Current.CancellationToken)).ToString());
        }

        return [.. sources];
    }

    /// <summary>What the analyzer says now, hints and all, in the order of the source.</summary>
    public async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync()
    {
        Compilation compilation = (await Project.GetCompilationAsync(TestContext.Current.CancellationToken))!;
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false);
        var found = await new CompilationWithAnalyzers(compilation, [new ContractAnalyzer()], options).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return [.. found.OrderBy(each => each.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(each => each.Location.SourceSpan.Start)];
    }

    /// <summary>What is offered for the first diagnostic of this id.</summary>
    public async Task<IReadOnlyList<CodeAction>> OffersAsync(string id)
    {
        Diagnostic diagnostic = (await DiagnosticsAsync()).First(each => each.Id == id);
        List<CodeAction> actions = [];
        Document document = _solution.GetDocument(diagnostic.Location.SourceTree)!;
        await new ContractFixProvider().RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), TestContext.Current.CancellationToken));
        return actions;
    }

    /// <summary>Takes an offer for the first diagnostic of this id.</summary>
    public async Task TakeAsync(string id, string key)
    {
        IReadOnlyList<CodeAction> offers = await OffersAsync(id);
        CodeAction offer = offers.SingleOrDefault(each => each.EquivalenceKey == $"{id}:{key}")
            ?? throw new InvalidOperationException($"No '{key}' among: {string.Join(", ", offers.Select(each => each.EquivalenceKey))}");
        await ApplyAsync(offer);
    }

    /// <summary>Takes an offer for all diagnostics of this id in the project, as "fix all" does.</summary>
    public async Task TakeEverywhereAsync(string id, string key)
    {
        var provider = new ContractFixProvider();
        var context = new FixAllContext(Project, provider, FixAllScope.Project, $"{id}:{key}", [id], new Found(this), TestContext.Current.CancellationToken);
        await ApplyAsync((await provider.GetFixAllProvider().GetFixAsync(context))!);
    }

    public async Task ApplyAsync(CodeAction action)
    {
        var operations = await action.GetOperationsAsync(TestContext.Current.CancellationToken);
        _solution = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
    }

    /// <summary>Asserts that what is there compiles without a word, with what is generated for it, and that the analyzer has nothing but hints to say.</summary>
    public async Task AssertCleanAsync()
    {
        var wrong = (await DiagnosticsAsync()).Where(each => each.Severity >= DiagnosticSeverity.Warning).Select(each => each.ToString());
        string[] sources = await SourcesAsync();
        Assert.True(!wrong.Any(), string.Join("\n", [.. wrong, .. sources]));
        GeneratedCode generated = GeneratedCode.From(sources);
        Assert.True(generated.Complaints.Count == 0, string.Join("\n", [.. generated.Complaints, .. sources]));
    }

    public void Dispose() => _workspace.Dispose();

    private sealed class Found(Workshop workshop) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => await workshop.DiagnosticsAsync();

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            SyntaxTree? tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return (await workshop.DiagnosticsAsync()).Where(each => each.Location.SourceTree == tree);
        }

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
