using Rpc.Architecture.Tests.Reading;
using Rpc.Architecture.Tests.Sizes;
using Rpc.Tests.Shared;

namespace Rpc.Architecture.Tests;

public sealed class SizeTests
{
    private const int Mistake = 600;

    [Fact]
    public void Sizes_are_reported_and_no_source_file_is_longer_than_600_lines()
    {
        List<CompiledProject> compiled = [.. CompiledProject.AllBuilt()];
        try
        {
            ProjectSizes[] sizes = [.. Directory.GetDirectories(RepositoryPaths.Path("src")).Order(StringComparer.Ordinal)
                .Select(folder => new ProjectSizes(folder, compiled.SingleOrDefault(project => project.Name == Path.GetFileName(folder))))];

            string report = SizeReport.Of(sizes);
            Directory.CreateDirectory(RepositoryPaths.Path("artifacts"));
            File.WriteAllText(RepositoryPaths.Path("artifacts", "sizes.txt"), report);
            TestContext.Current.TestOutputHelper!.WriteLine(report.Split('\n')[0]);

            Assert.Fail_if_any([.. sizes.SelectMany(p => p.Files.Where(f => f.Lines > Mistake).Select(f => $"{p.Name}/{f.Path}: {f.Lines} lines"))]);
        }
        finally
        {
            compiled.ForEach(project => project.Dispose());
        }
    }

    [Fact]
    public void Generated_files_and_build_output_are_not_measured()
    {
        Assert.True(SourceFiles.IsGenerated("obj/Release/net10.0/X.cs"));
        Assert.True(SourceFiles.IsGenerated("Logging/LoggerMessage.g.cs"));
        Assert.False(SourceFiles.IsGenerated("Calls/IncomingCall.cs"));
    }
}
