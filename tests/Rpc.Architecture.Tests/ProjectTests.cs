using Rpc.Architecture.Tests.Projects;
using Rpc.Architecture.Tests.Reading;
using Rpc.Tests.Shared;

namespace Rpc.Architecture.Tests;

public sealed class ProjectTests
{
    [Fact]
    public void Every_reference_in_the_project_files_of_src_is_in_the_list() =>
        Assert.Fail_if_any(ProjectArrows.Check(RepositoryPaths.Path("src")));

    [Fact]
    public void Compiled_projects_reference_only_the_projects_that_the_list_gives_them()
    {
        List<string> problems = [];
        foreach (CompiledProject project in CompiledProject.AllBuilt())
        {
            using (project)
            {
                problems.AddRange(project.Module.AssemblyReferences.Select(reference => reference.Name)
                    .Where(name => name.StartsWith("Rpc.", StringComparison.Ordinal) && !ProjectArrows.ReachableFrom(project.Name).Contains(name))
                    .Select(name => $"{project.Name}.dll -> {name}.dll"));
            }
        }

        Assert.Fail_if_any(problems);
    }

    [Fact]
    public void The_runtime_needs_the_base_class_library_and_the_logging_abstractions_only()
    {
        using CompiledProject runtime = CompiledProject.Runtime();

        string[] others = [.. runtime.Module.AssemblyReferences.Select(reference => reference.Name)
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal) && name is not ("Microsoft.Extensions.Logging.Abstractions" or "Microsoft.Win32.Primitives"))];

        Assert.Fail_if_any(others);
    }

    [Fact]
    public void A_planted_reference_is_reported()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("rpc-arrows-");
        try
        {
            File.WriteAllText(
                Path.Combine(folder.FullName, "Rpc.Runtime.csproj"),
                """<Project><ItemGroup><ProjectReference Include="../Rpc.NameServer/Rpc.NameServer.csproj" /><PackageReference Include="Newtonsoft.Json" /></ItemGroup></Project>""");

            Assert.Equal(
                ["Rpc.Runtime -> Rpc.NameServer is not an arrow of the list.", "Rpc.Runtime uses the package Newtonsoft.Json, which is not in the list."],
                ProjectArrows.Check(folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
