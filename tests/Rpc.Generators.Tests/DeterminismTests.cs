using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Rpc.Generators.Tests.Harness;

namespace Rpc.Generators.Tests;

/// <summary>The same sources give the same bytes, whatever the machine is like.</summary>
public sealed class DeterminismTests
{
    private static readonly string[] Sources =
    [
        """
        namespace App;

        /// <summary>Greets in
        /// many ways.</summary>
        [Rpc.Remote]
        public interface ITurkish : IBase
        {
            /// <summary>
            /// The first.
            /// </summary>
            int Ilk(double x = 1.5, decimal y = -2.5m, long z = -3, float w = 1e-20f);
            Task<int> IlkAsync(int i = -5);
            int Id { get; }
            Task<Info> InfoAsync(Dictionary<int, List<Info>> infos, (int I, string? S) pair);
        }
        """,
        "namespace App; [Rpc.Remote] public interface IIII { Info I(Info i); IAsyncEnumerable<Info[]> II(); }",
        "namespace App; public interface IBase { void Init(Kind kind = Kind.Iki); }",
        "namespace App; public record Info(int I, string Is, DateTime At, Kind Kind = Kind.Iki, double Value = -1.5); public enum Kind { Ilk = -1, Iki = 2 }",
    ];

    public static TheoryData<string> Cultures => ["tr-TR", "fa-IR", "de-DE", "sv-SE", "strange"];

    private static IReadOnlyDictionary<string, string> Expected { get; } = Generate(Sources);

    [Fact]
    public void Repeated_runs() => Assert.All(Enumerable.Range(0, 5), _ => Assert.Equal(Expected, Generate(Sources)));

    [Theory]
    [InlineData(3, 2, 1, 0)]
    [InlineData(1, 3, 0, 2)]
    public void Sources_in_another_order(params int[] order) => Assert.Equal(Expected, Generate([.. order.Select(i => Sources[i])]));

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Another_culture(string name)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = name == "strange" || !HasCultures ? Strange() : CultureInfo.GetCultureInfo(name);
            Assert.Equal(Expected, Generate(Sources));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    public void Other_line_ends(string end) => Assert.Equal(Expected, Generate([.. Sources.Select(source => source.ReplaceLineEndings(end))]));

    [Theory]
    [InlineData("/home/Ali/App/{0}")]
    [InlineData("C:\\SRC\\app\\{0}")]
    [InlineData("")]
    public void Other_paths(string format)
    {
        var build = new Build();
        CSharpCompilation compilation = build.Compile(Sources);
        compilation = compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(compilation.SyntaxTrees.Select(tree => tree.WithFilePath(string.Format(CultureInfo.InvariantCulture, format, tree.FilePath.ToUpperInvariant()))));

        Assert.Equal(Expected, new Editor(build).Run(compilation).Files);
    }

    [Fact]
    public void Another_current_directory()
    {
        string before = Environment.CurrentDirectory;
        DirectoryInfo other = Directory.CreateTempSubdirectory("rpc-elsewhere-");
        try
        {
            Environment.CurrentDirectory = other.FullName;
            Assert.Equal(Expected, Generate(Sources));
        }
        finally
        {
            Environment.CurrentDirectory = before;
            other.Delete();
        }
    }

    [Fact]
    public void The_assembly_that_is_built_is_the_same_to_the_byte()
    {
        byte[] Image()
        {
            using var image = new MemoryStream();
            Assert.True(GeneratedCode.From(Sources, new Build { Documentation = DocumentationMode.Parse }).Compilation.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success);
            return image.ToArray();
        }

        Assert.Equal(Image(), Image());
    }

    [Fact]
    public void Lines_end_in_one_way_and_nothing_stands_behind_them() => Assert.All(Expected.Values, text =>
    {
        Assert.DoesNotContain('\r', text);
        Assert.DoesNotContain(" \n", text, StringComparison.Ordinal);
        Assert.EndsWith("}\n", text, StringComparison.Ordinal);
    });

    // A machine without the data of cultures has none but the invariant one.
    private static bool HasCultures => !AppContext.TryGetSwitch("System.Globalization.Invariant", out bool isInvariant) || !isInvariant;

    private static IReadOnlyDictionary<string, string> Generate(string[] sources) => GeneratedCode.From(sources).Files;

    // What hurts most, wherever the tests run.
    private static CultureInfo Strange()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NegativeSign = "−";
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.CurrencyDecimalSeparator = ",";
        return culture;
    }
}
