using System.Text.RegularExpressions;
using Rpc.Tests.Shared;

namespace Rpc.Packages;

/// <summary>What is in each package, and what it says of itself.</summary>
public sealed partial class PackageContentTests(PackedRuntime runtime)
{
    public static TheoryData<string> Packages => [.. PackageTable.Names];

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_package_holds_what_it_is_for_and_nothing_else(string package)
    {
        using OpenedPackage opened = new(runtime.PathOf(package));

        string[] unexpected = [.. opened.Files.Where(file => !IsExpected(package, file))];
        string[] missing = [.. Demanded(package).Except(opened.Files)];

        Assert.True(unexpected.Length == 0, $"{package} also holds {string.Join(", ", unexpected)}.");
        Assert.True(missing.Length == 0, $"{package} does not hold {string.Join(", ", missing)}.");
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_package_says_what_it_is_whose_it_is_and_under_which_licence(string package)
    {
        using OpenedPackage opened = new(runtime.PathOf(package));

        Assert.Equal(package, opened.Says("id"));
        Assert.Equal(runtime.Version, opened.Says("version"));
        Assert.Equal("MIT", opened.Says("license"));
        Assert.Equal("Rpc contributors", opened.Says("authors"));
        Assert.Equal("README.md", opened.Says("readme"));
        Assert.Equal("icon.png", opened.Says("icon"));
        Assert.NotEqual("Package Description", opened.Says("description"));
        Assert.EndsWith(".", opened.Says("description"), StringComparison.Ordinal);
        Assert.True(opened.Says("tags")!.Split(' ') is ["rpc", _, ..], $"The tags of {package} are '{opened.Says("tags")}': add PackageTags to its project.");
        string? address = (string?)opened.Metadata.Elements().SingleOrDefault(element => element.Name.LocalName == "repository")?.Attribute("url");
        Assert.True(address is null || address.StartsWith("https://", StringComparison.Ordinal), $"{package} says that its sources are at {address}, which others cannot open.");
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_readme_stands_by_itself(string package)
    {
        using OpenedPackage opened = new(runtime.PathOf(package));

        string text = opened.Text("README.md");

        Assert.StartsWith($"# {package}\n", text, StringComparison.Ordinal);
        Assert.Contains(PackageTable.IsTool(package) ? $"dotnet tool install --global {package}" : PackageTable.IsContent(package) ? $"dotnet new install {package}" : $"dotnet add package {package}", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\\', File.ReadAllText(RepositoryPaths.Path("src", package, "README.md"))); // it would be lost on the way through MSBuild
        Assert.DoesNotContain("<!--", text, StringComparison.Ordinal);
        Assert.DoesNotMatch(RelativeLink(), text);
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_package_depends_on_what_its_line_in_the_table_says_and_hides_nothing_of_our_own(string package)
    {
        using OpenedPackage opened = new(runtime.PathOf(package));

        string[] dependencies = [.. opened.Dependencies.Select(one => one.Id)];

        Assert.True(PackageTable.DependenciesOf(package).SequenceEqual(dependencies),
            $"{package} depends on {string.Join(", ", dependencies)}; the table in tests/Rpc.Package.Tests/PackageTable.cs says {string.Join(", ", PackageTable.DependenciesOf(package))}. Users pay for each: does it have to be here?");
        Assert.All(opened.Dependencies.Where(one => one.Id.StartsWith("Rpc.", StringComparison.Ordinal)), one => Assert.Equal((runtime.Version, null), (one.Version, one.Hidden)));
    }

    private static IEnumerable<string> Demanded(string package)
    {
        string[] more = package == "Rpc.Runtime"
            ?
            [
                "analyzers/dotnet/cs/Rpc.Generators.CodeFixes.dll",
                "analyzers/dotnet/cs/Rpc.Generators.dll",
                "buildTransitive/Rpc.Runtime.props",
                "buildTransitive/Rpc.Runtime.targets",
                "tasks/netstandard2.0/Rpc.Build.dll",
            ]
            : [];
        string[] own = PackageTable.IsTool(package) ? ["tools/net10.0/any/rpc.dll", "tools/net10.0/any/rpc.runtimeconfig.json", "tools/net10.0/any/rpc.deps.json", "tools/net10.0/any/DotnetToolSettings.xml"]
            : PackageTable.IsContent(package) ? []
            : [$"lib/net10.0/{package}.dll", $"lib/net10.0/{package}.xml"];
        return ["README.md", "icon.png", .. own, .. more];
    }

    // In the tool is all that it needs to run; no page for editors.
    private static bool IsExpected(string package, string file) => Demanded(package).Contains(file)
        || (PackageTable.IsTool(package) && (ToolFile().IsMatch(file) || file.StartsWith("tools/net10.0/any/runtimes/", StringComparison.Ordinal)))
        || (PackageTable.IsContent(package) && file.StartsWith("content/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal));

    [GeneratedRegex(@"^tools/net10\.0/any/([\w.]+\.dll|(Rpc\.[\w.]+|rpc)\.pdb)$")]
    private static partial Regex ToolFile();

    [GeneratedRegex(@"\]\((?!https://)")]
    private static partial Regex RelativeLink();
}
