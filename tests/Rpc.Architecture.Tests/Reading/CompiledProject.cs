using Mono.Cecil;
using Mono.Cecil.Cil;
using Rpc.Tests.Shared;

namespace Rpc.Architecture.Tests.Reading;

/// <summary>An assembly beside the test, with its symbols and the folder that it was compiled from.</summary>
internal sealed class CompiledProject : IDisposable
{
    /// <summary>Opens <paramref name="name"/>.dll from the test's own folder, or from <paramref name="path"/>.</summary>
    public CompiledProject(string name, string folder, string? path = null)
    {
        path ??= Path.Combine(AppContext.BaseDirectory, name + ".dll");
        Name = name;
        Sources = new SourceMap(path, folder);
        Module = ModuleDefinition.ReadModule(path, new ReaderParameters { ReadSymbols = true, SymbolReaderProvider = new PortablePdbReaderProvider() });
    }

    /// <summary>The project's name, which is its assembly's and its folder's.</summary>
    public string Name { get; }

    /// <summary>Where its types were written.</summary>
    public SourceMap Sources { get; }

    /// <summary>Its metadata.</summary>
    public ModuleDefinition Module { get; }

    /// <summary>The engine.</summary>
    public static CompiledProject Runtime() => new("Rpc.Runtime", "src/Rpc.Runtime");

    /// <summary>The assembly with planted mistakes.</summary>
    public static CompiledProject Fixture() => new("Rpc.Architecture.Fixture", "tests/Rpc.Architecture.Fixture");

    /// <summary>Every project under src that is built, the generator from its own folder.</summary>
    public static IEnumerable<CompiledProject> AllBuilt()
    {
        foreach (string folder in Directory.GetDirectories(RepositoryPaths.Path("src")).Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileName(folder);
            string beside = Path.Combine(AppContext.BaseDirectory, name + ".dll");
            string own = Path.Combine(folder, "bin", RepositoryPaths.Configuration, "netstandard2.0", name + ".dll");
            if (File.Exists(beside) || File.Exists(own))
            {
                yield return new CompiledProject(name, "src/" + name, File.Exists(beside) ? beside : own);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Module.Dispose();
}
