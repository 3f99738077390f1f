using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Rpc.Generators.Tests.Harness;

namespace Rpc.Generators.Tests;

/// <summary>Generated code as somebody meets it who reads it, steps through it, or completes a name.</summary>
public sealed class ReadingTests
{
    private static readonly GeneratedCode Generated = GeneratedCode.From(
        File.ReadAllText(Repository.Path("tests", "Rpc.Package.Tests", "Consumers", "Strict", "IWorkshop.cs")), new Build { Documentation = DocumentationMode.Parse });

    private static IEnumerable<SyntaxTree> Trees => Generated.Compilation.SyntaxTrees.Where(tree => tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal));

    [Fact]
    public void Every_type_and_every_member_that_is_not_private_is_documented()
    {
        IEnumerable<string> bare = Trees.SelectMany(tree => tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<MemberDeclarationSyntax>())
            .Where(member => member is not BaseNamespaceDeclarationSyntax && !member.Modifiers.Any(SyntaxKind.PrivateKeyword))
            .Where(member => !member.GetLeadingTrivia().ToFullString().Contains("/// <", StringComparison.Ordinal))
            .Select(member => $"{Path.GetFileName(member.SyntaxTree.FilePath)}: {member.ToString().Split('\n')[0]}");

        Assert.Empty(bare);
    }

    [Fact]
    public void Only_the_factories_of_public_contracts_and_their_base_classes_are_public()
    {
        IEnumerable<string> open = Trees.SelectMany(tree => tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<BaseTypeDeclarationSyntax>()
            .Where(type => Generated.Compilation.GetSemanticModel(tree).GetDeclaredSymbol(type, TestContext.Current.CancellationToken)!.DeclaredAccessibility == Accessibility.Public)
            .Select(type => type.Identifier.Text));

        Assert.Equal(["ShelfOfOrderCalls", "WatcherCalls", "WorkshopCalls"], open.Where(name => !name.EndsWith("ComposedCalls", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal(6, open.Count());
    }

    [Fact]
    public void Nothing_keeps_a_debugger_out()
    {
        string[] words = ["#line", "StepThrough", "DebuggerHidden", "NonUserCode"];

        Assert.All(Generated.Files.Values, text => Assert.DoesNotContain(words, word => text.Contains(word, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Proxy")]
    [InlineData("Dispatcher")]
    [InlineData("Codec")]
    [InlineData("Calls")]
    public void A_debugger_can_stop_in_every_method(string kind)
    {
        using var image = new MemoryStream();
        using var symbols = new MemoryStream();
        EmitResult emitted = Generated.Compilation.Emit(image, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb), cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        symbols.Position = 0;
        using var assembly = new PEReader(new MemoryStream(image.ToArray()));
        using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbStream(symbols);
        MetadataReader code = assembly.GetMetadataReader();

        List<MethodDefinitionHandle> methods = [.. code.TypeDefinitions.Select(code.GetTypeDefinition).Where(type => code.GetString(type.Name).EndsWith(kind, StringComparison.Ordinal)).SelectMany(type => type.GetMethods()).Where(method => HasBody(code, method))];

        Assert.NotEmpty(methods);
        Assert.All(methods, method => Assert.True(StopsInGeneratedFile(provider.GetMetadataReader(), method), code.GetString(code.GetMethodDefinition(method).Name)));
    }

    // An accessor for something private has no body, of a constructor nothing need be left, and how C# reaches an interface's method from another is not written anywhere.
    private static bool HasBody(MetadataReader code, MethodDefinitionHandle handle)
    {
        MethodDefinition method = code.GetMethodDefinition(handle);
        string name = code.GetString(method.Name);
        return method.RelativeVirtualAddress != 0 && name is not (".ctor" or ".cctor") && !name.StartsWith("Rpc.Codec.IFixedCodec<", StringComparison.Ordinal);
    }

    private static bool StopsInGeneratedFile(MetadataReader symbols, MethodDefinitionHandle method) => symbols.GetMethodDebugInformation(method).GetSequencePoints()
        .Any(point => !point.IsHidden && symbols.GetString(symbols.GetDocument(point.Document).Name).EndsWith(".g.cs", StringComparison.Ordinal));
}
