using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Rpc.Generators.Tests.Harness;

namespace Rpc.Generators.Tests;

public sealed class MatrixTests
{
    private const string Source = """
        namespace App
        {
            /// <summary>Greets.</summary>
            [Rpc.Remote]
            public interface IGreeter
            {
                /// <summary>Welcomes.</summary>
                string WelcomeMessage(string name);

                /// <summary>Welcomes.</summary>
                System.Threading.Tasks.ValueTask<string> WelcomeMessageAsync(string name, System.Threading.CancellationToken cancellationToken = default);

                /// <summary>Counts.</summary>
                System.Collections.Generic.IAsyncEnumerable<int> Count(int to = 5, System.Threading.CancellationToken cancellationToken = default);

                /// <summary>Adds.</summary>
                System.Threading.Tasks.Task<int> AddAsync(string text = null, params string[] more);

                /// <summary>Visits.</summary>
                System.Collections.Generic.List<string> Visits { get; set; }

                /// <summary>Logs.</summary>
                [Rpc.OneWay] void Log((int Left, string Right) pair, (int, int) other);

                /// <summary>Twice.</summary>
                [Rpc.Throws(typeof(LostException))]
                int Twice(int? x) => 2;

                /// <summary>Both ways.</summary>
                System.Collections.Generic.IAsyncEnumerable<string> Map(System.Collections.Generic.IAsyncEnumerable<string> items, System.IProgress<(int Done, string What)> progress);

                /// <summary>Bytes.</summary>
                System.Threading.Tasks.Task<System.IO.Stream> PackAsync(System.IO.Stream body, System.IProgress<int> progress = null, System.Threading.CancellationToken cancellationToken = default);

                /// <summary>Bytes, and blocks.</summary>
                System.IO.Stream Pack(System.IO.Stream body);

                /// <summary>Names.</summary>
                IRepo<string> Names { get; }
            }

            /// <summary>Keeps.</summary>
            [Rpc.Remote]
            public interface IRepo<T>
            {
                /// <summary>Finds.</summary>
                System.Threading.Tasks.Task<T> FindAsync(T like, System.Collections.Generic.List<T> others);
            }

            /// <summary>Lost.</summary>
            public sealed class LostException : System.Exception
            {
                /// <summary>Loses.</summary>
                public LostException(string message, System.Collections.Generic.List<string> names) : base(message) { Names = names; }

                /// <summary>Names.</summary>
                public System.Collections.Generic.List<string> Names { get; }
            }
        }
        """;

    private static string WithoutNull => Source.Replace("string text = null", "string text = \"\"", StringComparison.Ordinal).Replace("System.IProgress<int> progress = null, ", "", StringComparison.Ordinal);

    public static TheoryData<LanguageVersion, NullableContextOptions, DocumentationMode, bool> Builds =>
        [.. from language in new[] { LanguageVersion.CSharp12, LanguageVersion.Latest }
            from nullable in new[] { NullableContextOptions.Disable, NullableContextOptions.Enable, NullableContextOptions.Warnings, NullableContextOptions.Annotations }
            from documentation in new[] { DocumentationMode.None, DocumentationMode.Parse, DocumentationMode.Diagnose }
            from usings in new[] { false, true }
            select (language, nullable, documentation, usings)];

    [Theory]
    [MemberData(nameof(Builds))]
    public void Generated_code_compiles_without_a_warning(LanguageVersion language, NullableContextOptions nullable, DocumentationMode documentation, bool usings)
    {
        var build = new Build { Language = language, Nullable = nullable, Documentation = documentation, ImplicitUsings = usings };
        string source = nullable is NullableContextOptions.Enable or NullableContextOptions.Annotations or NullableContextOptions.Warnings ? WithoutNull : Source;
        GeneratedCode.Clean(source, build);
    }

    [Fact]
    public void Summaries_are_read_with_documentation_on_and_off()
    {
        foreach (DocumentationMode mode in Enum.GetValues<DocumentationMode>())
        {
            Assert.Contains("\"Greets.\"", GeneratedCode.Clean(WithoutNull, new Build { Documentation = mode })["App.IGreeter.Contract.g.cs"], StringComparison.Ordinal);
        }
    }
}
