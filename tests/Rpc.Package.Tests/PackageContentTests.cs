using System.IO.Compression;
using System.Xml.Linq;

namespace Rpc.Packages;

public sealed class PackageContentTests(PackedRuntime runtime)
{
    [Fact]
    public void The_package_carries_the_library_its_documentation_the_generator_its_repairs_and_what_the_build_needs()
    {
        using ZipArchive package = ZipFile.OpenRead(runtime.PackagePath);

        string[] files = [.. package.Entries.Select(entry => entry.FullName)];

        Assert.Contains("lib/net10.0/Rpc.Runtime.dll", files);
        Assert.Contains("lib/net10.0/Rpc.Runtime.xml", files);
        Assert.Equal(
            ["analyzers/dotnet/cs/Rpc.Generators.CodeFixes.dll", "analyzers/dotnet/cs/Rpc.Generators.dll"],
            files.Where(file => file.StartsWith("analyzers/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Contains("buildTransitive/Rpc.Runtime.props", files);
        Assert.Contains("buildTransitive/Rpc.Runtime.targets", files);
        Assert.Contains("tasks/netstandard2.0/Rpc.Build.dll", files);
        Assert.DoesNotContain(files, file => file.Contains("Microsoft.Build", StringComparison.Ordinal));
        Assert.DoesNotContain(files, file => file.Contains("CodeAnalysis", StringComparison.Ordinal));
    }

    [Fact]
    public void The_package_depends_on_the_logging_abstractions_only() =>
        Assert.Equal(["Microsoft.Extensions.Logging.Abstractions"], Dependencies(runtime.PackagePath, "Rpc.Runtime"));

    [Fact]
    public void The_package_for_tests_carries_its_library_and_its_documentation_and_depends_on_the_runtime_only()
    {
        using ZipArchive package = ZipFile.OpenRead(runtime.TestingPackagePath);

        Assert.Equal(
            ["lib/net10.0/Rpc.Testing.dll", "lib/net10.0/Rpc.Testing.xml"],
            package.Entries.Select(entry => entry.FullName).Where(file => file.StartsWith("lib/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal(["Rpc.Runtime"], Dependencies(runtime.TestingPackagePath, "Rpc.Testing"));
    }

    private static IEnumerable<string?> Dependencies(string path, string id)
    {
        using ZipArchive package = ZipFile.OpenRead(path);
        using Stream nuspec = package.GetEntry($"{id}.nuspec")!.Open();
        return XDocument.Load(nuspec).Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => (string?)element.Attribute("id")).ToList();
    }
}
