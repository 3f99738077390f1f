using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using Rpc.Tests.Shared;

namespace Rpc.Packages;

/// <summary>What a debugger finds: symbols beside each package, of its assemblies, that name no folder of the machine that built them.</summary>
public sealed class SymbolTests(PackedRuntime runtime)
{
    public static TheoryData<string> Packages => [.. PackageTable.Names];

    public static TheoryData<string> Assemblies => [.. PackageTable.Names.Where(package => !PackageTable.IsContent(package))];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void The_symbols_of_a_package_are_those_of_its_assemblies(string package)
    {
        using OpenedPackage opened = new(runtime.PathOf(package));
        using OpenedPackage symbols = new(runtime.PathOf(package, "snupkg"));

        string[] assemblies = [.. opened.Files.Where(IsOurs).Where(file => !file.StartsWith("analyzers/", StringComparison.Ordinal) && !file.StartsWith("tasks/", StringComparison.Ordinal))];

        Assert.NotEmpty(assemblies);
        Assert.Equal(assemblies.Select(file => Path.ChangeExtension(file, ".pdb")), symbols.Files);
        foreach (string assembly in assemblies)
        {
            using PEReader image = new(new MemoryStream(opened.Bytes(assembly)));
            using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(symbols.Bytes(Path.ChangeExtension(assembly, ".pdb"))));
            Assert.Equal(CodeView(image).Guid, new BlobContentId(provider.GetMetadataReader().DebugMetadataHeader!.Id).Guid);
        }
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Neither_assemblies_nor_symbols_name_a_folder_of_the_machine(string package)
    {
        Assert.SkipUnless(RepositoryPaths.Configuration == "Release", "What is built for debugging leads to the files that it was built from.");
        using OpenedPackage opened = new(runtime.PathOf(package));
        foreach (string file in opened.Files.Where(IsOurs))
        {
            byte[] bytes = opened.Bytes(file);
            using PEReader image = new(new MemoryStream(bytes));
            Assert.StartsWith("/_/src/", CodeView(image).Path, StringComparison.Ordinal);
            Assert.Contains(image.ReadDebugDirectory(), entry => entry.Type == DebugDirectoryEntryType.Reproducible);
            Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(RepositoryPaths.Root)) < 0 && bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(RepositoryPaths.Root)) < 0, $"{file} of {package} names {RepositoryPaths.Root}.");
        }

        if (!PackageTable.IsContent(package))
        {
            using OpenedPackage symbols = new(runtime.PathOf(package, "snupkg"));
            foreach (string file in symbols.Files)
            {
                using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(symbols.Bytes(file)));
                MetadataReader reader = provider.GetMetadataReader();
                Assert.All(reader.Documents.Select(document => reader.GetString(reader.GetDocument(document).Name)), name => Assert.StartsWith("/_", name, StringComparison.Ordinal));
            }
        }
    }

    private static bool IsOurs(string file) => file.EndsWith(".dll", StringComparison.Ordinal) && (Path.GetFileName(file).StartsWith("Rpc.", StringComparison.Ordinal) || Path.GetFileName(file) == "rpc.dll");

    private static CodeViewDebugDirectoryData CodeView(PEReader image) =>
        image.ReadCodeViewDebugDirectoryData(image.ReadDebugDirectory().Single(entry => entry.Type == DebugDirectoryEntryType.CodeView));
}
