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
    public void The_package_depends_on_the_logging_abstractions_only()
    {
        using ZipArchive package = ZipFile.OpenRead(runtime.PackagePath);
        using Stream nuspec = package.GetEntry("Rpc.Runtime.nuspec")!.Open();

        IEnumerable<string?> dependencies = XDocument.Load(nuspec).Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => (string?)element.Attribute("id"));

        Assert.Equal(["Microsoft.Extensions.Logging.Abstractions"], dependencies);
    }
}
