using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Rpc.Tests.Shared;

namespace Rpc.Packages;

/// <summary>What every program carries that makes one call.</summary>
public sealed class WeightTests(PackedRuntime runtime)
{
    // 993,280 bytes on 2026-11-22, and an eighth more.
    private const int Ceiling = 1_120_000;

    private const string Library = "lib/net10.0/Rpc.Runtime.dll";

    [Fact]
    public void Rpc_Runtime_is_not_larger_than_its_ceiling()
    {
        Assert.SkipUnless(RepositoryPaths.Configuration == "Release", "Only what is released has a size that matters.");
        using OpenedPackage opened = new(runtime.PathOf("Rpc.Runtime"));

        int size = opened.Bytes(Library).Length;

        Counts.Tell(FormattableString.Invariant($"Rpc.Runtime.dll {size:N0} of {Ceiling:N0} bytes"));
        Assert.True(size <= Ceiling, FormattableString.Invariant(
            $"Rpc.Runtime.dll has {size:N0} bytes, the ceiling is {Ceiling:N0}. Look for what has come in (generic code that is closed over many types, tables, generated stubs), or put it into a package of its own. If every program is to carry it, raise the ceiling in {nameof(WeightTests)}.cs, and say so in CHANGELOG.md."));
    }

    [Fact]
    public void Rpc_Runtime_names_no_assembly_but_those_of_NET_and_the_logging_abstractions()
    {
        using OpenedPackage opened = new(runtime.PathOf("Rpc.Runtime"));
        using PEReader image = new(new MemoryStream(opened.Bytes(Library)));
        MetadataReader metadata = image.GetMetadataReader();

        string[] others = [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal) && name != "Microsoft.Win32.Primitives").Order(StringComparer.Ordinal)];

        Assert.Equal(["Microsoft.Extensions.Logging.Abstractions"], others);
    }
}
