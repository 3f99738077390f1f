using System.Reflection.Metadata;

namespace Rpc.Packages;

/// <summary>A contract with everything in it, in a project that makes an error of every rule there is.</summary>
public sealed class StrictTests(PackedRuntime runtime)
{
    private static readonly Guid s_embeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    [Theory]
    [InlineData("LangVersion=12", "CheckForOverflowUnderflow=true")]
    [InlineData("LangVersion=latest", "CheckForOverflowUnderflow=false")]
    public async Task It_builds_and_its_symbols_hold_the_generated_files(params string[] properties)
    {
        string folder = Path.GetDirectoryName(await runtime.BuildAsync(["Strict"], properties))!;
        string generated = Path.Combine(folder, "..", "..", "..", "generated", "Rpc.Generators", "Rpc.Generators.RemoteGenerator");

        await using FileStream stream = File.OpenRead(Path.Combine(folder, "Strict.pdb"));
        using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbStream(stream);
        MetadataReader symbols = provider.GetMetadataReader();

        string[] written = [.. Directory.GetFiles(generated).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
        Assert.Contains("Strict.IWorkshop.Contract.g.cs", written);
        Assert.Equal(written, Embedded(symbols).Where(name => name.EndsWith(".g.cs", StringComparison.Ordinal) && written.Contains(name)).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Embedded(MetadataReader symbols) =>
        from handle in symbols.Documents
        from information in symbols.GetCustomDebugInformation(handle)
        where symbols.GetGuid(symbols.GetCustomDebugInformation(information).Kind) == s_embeddedSource
        select Path.GetFileName(symbols.GetString(symbols.GetDocument(handle).Name));
}
