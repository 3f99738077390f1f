using System.Reflection;
using Rpc.Tests.Shared;

namespace Rpc.Api.Tests;

/// <summary>What the packages offer is kept in <c>eng/api</c>, a file for each: a change of it is seen, and meant.</summary>
public sealed class ApiTests
{
    // RPC_ACCEPT_API=1 writes the files instead of comparing them.
    private static readonly bool s_accept = Environment.GetEnvironmentVariable("RPC_ACCEPT_API") == "1";

    public static TheoryData<string> Packages => [.. PackedLibraries.Names];

    [Theory]
    [MemberData(nameof(Packages))]
    public void What_a_package_offers_is_what_its_file_says(string package)
    {
        string file = ApiFile.Of(package);
        IReadOnlyList<string> now = PublicApi.Of(Assembly.Load(PackedLibraries.AssemblyOf(package)));
        if (s_accept)
        {
            ApiFile.Write(file, now);
        }

        Assert.True(File.Exists(file), $"{package} is a package, and eng/api/{package}.txt does not exist. Write it with\n{ApiFile.Accept}\nand commit it.");
        if (ApiFile.Difference(ApiFile.Read(file), now) is { Length: > 0 } difference)
        {
            Assert.Fail($"What {package} offers has changed, from (-) to (+):\n{difference}\nCONTRIBUTING.md says what a changed line means. Where it is meant:\n{ApiFile.Accept}");
        }
    }

    [Fact]
    public void Every_file_is_of_a_package() =>
        Assert.Empty(Directory.GetFiles(RepositoryPaths.Path("eng", "api"), "*.txt").Select(Path.GetFileNameWithoutExtension).Except(PackedLibraries.Names));

    [Fact]
    public void A_difference_names_the_lines_that_went_and_came()
    {
        string difference = ApiFile.Difference(["A", "A.F() -> int", "B"], ["A", "A.F() -> long", "A.G() -> int", "B"]);

        Assert.Equal("- A.F() -> int\n+ A.F() -> long\n+ A.G() -> int", difference);
        Assert.Empty(ApiFile.Difference(["A"], ["A"]));
    }
}
