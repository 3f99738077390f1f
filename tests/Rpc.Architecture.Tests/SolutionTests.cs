using System.Xml.Linq;
using Rpc.Tests.Shared;

namespace Rpc.Architecture.Tests;

/// <summary>Rpc.slnx is what is built and tested, so that a project outside it would rot unseen.</summary>
public sealed class SolutionTests
{
    [Fact]
    public void Every_project_is_in_the_solution()
    {
        IEnumerable<string> listed = XDocument.Load(RepositoryPaths.Path("Rpc.slnx")).Descendants("Project").Select(project => (string)project.Attribute("Path")!);
        IEnumerable<string> there = new[] { "src", "tests", "samples", "benchmarks", "docs" }
            .Select(folder => RepositoryPaths.Path(folder)).Where(Directory.Exists)
            .SelectMany(RepositoryPaths.Projects)
            .Select(path => Path.GetRelativePath(RepositoryPaths.Root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/Consumers/", StringComparison.Ordinal));

        Assert.Equal(there.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }
}
