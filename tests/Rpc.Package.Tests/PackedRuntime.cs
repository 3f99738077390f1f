using System.Text.RegularExpressions;
using Rpc.Packages;
using Rpc.Tests.Shared;

[assembly: AssemblyFixture(typeof(PackedRuntime))]

namespace Rpc.Packages;

/// <summary>The packages, made once from what was built, and a folder outside the repository in which projects use it.</summary>
public sealed partial class PackedRuntime : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rpc-package-");

    /// <summary>Unlike every version before it, so that no cache knows it.</summary>
    public string Version { get; } = $"0.1.0-test.{DateTime.UtcNow:yyyyMMddHHmmss}.{Environment.ProcessId}";

    /// <summary>The folder of the packed files, a source of packages.</summary>
    public string Feed => Path.Combine(_folder.FullName, "feed");

    /// <summary>The packed file of a package, or its symbols.</summary>
    public string PathOf(string package, string kind = "nupkg") => Path.Combine(Feed, $"{package}.{Version}.{kind}");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        CopyConsumers();
        await File.WriteAllTextAsync(
            Path.Combine(_folder.FullName, "Version.props"),
            $"<Project><PropertyGroup><RpcVersion>{Version}</RpcVersion></PropertyGroup></Project>");
        await DotnetAsync(
            RepositoryPaths.Root,
            "msbuild", "eng/pack.proj", "-t:Pack", "-p:NoBuild=true", $"-p:Configuration={RepositoryPaths.Configuration}", $"-p:PackageVersion={Version}", $"-p:Out={Feed}");
    }

    /// <summary>Projects of Consumers for one test, which may change them: a copy beside the others, so that it has the same settings above it.</summary>
    public ConsumerCopy Copy(string name)
    {
        string target = Path.Combine(_folder.FullName, $"{name}-{Guid.NewGuid():N}");
        CopyAll(Path.Combine(AppContext.BaseDirectory, "Consumers", name), target);
        return new ConsumerCopy(target);
    }

    /// <summary>Builds a copied project with warnings as errors and gives the path of its program.</summary>
    public Task<string> BuildAsync(params string[] path) => BuildAsync(path, []);

    /// <inheritdoc cref="BuildAsync(string[])"/>
    public async Task<string> BuildAsync(string[] path, string[] properties)
    {
        string folder = Path.Combine([_folder.FullName, .. path]);
        await DotnetAsync(folder, ["build", "-c", "Release", "--no-incremental", .. properties.Select(property => "-p:" + property)]);
        return Path.Combine(folder, "bin", "Release", "net10.0", path[^1] + (OperatingSystem.IsWindows() ? ".exe" : string.Empty));
    }

    /// <summary>Takes the first repair that the package offers for each of these diagnostics, as an editor does for a whole project, and gives the text of a file afterwards.</summary>
    public async Task<string> MendAsync(string project, string file, params string[] ids)
    {
        string folder = Path.Combine(_folder.FullName, project);
        await DotnetAsync(folder, "restore");

        // One at a time: given several, the tool takes the repair of the first diagnostic that it finds for all of them.
        foreach (string id in ids)
        {
            await DotnetAsync(folder, "format", "analyzers", "--no-restore", "--severity", "info", "--diagnostics", id);
        }

        return await File.ReadAllTextAsync(Path.Combine(folder, file));
    }

    /// <summary>Builds a copied project that cannot be built, and gives each error and warning: <c>File.cs(line,column): error ID: message</c>.</summary>
    public async Task<IReadOnlyList<string>> ComplaintsAsync(string project, params string[] arguments)
    {
        string folder = Path.Combine(_folder.FullName, project);
        await using ProgramRun run = await ProgramRun.CompleteAsync(
            "dotnet", ["build", "-c", "Release", "--no-incremental", .. arguments], folder, limit: TimeSpan.FromMinutes(4));
        Assert.NotEqual(0, await run.ExitAsync());

        // At its end the build repeats what it told.
        return [.. Complaint().Matches(run.Output.Split("Build FAILED.")[0]).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    // Without the folder before it, and the link to its page and the project behind it.
    [GeneratedRegex(@"([^/\\\s]+\(\d+,\d+\): (?:error|warning) .+?)(?: \([^()\s]+\.md\))? \[[^\]]+\.csproj\]")]
    private static partial Regex Complaint();

    private static async Task DotnetAsync(string folder, params string[] arguments)
    {
        await using ProgramRun run = await ProgramRun.CompleteAsync("dotnet", arguments, folder, limit: TimeSpan.FromMinutes(4));
        Assert.True(await run.ExitAsync() == 0, $"dotnet {string.Join(' ', arguments)}\n{run.Output}\n{run.Errors}");
    }

    private static void CopyAll(string source, string folder)
    {
        foreach (string file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(folder, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private void CopyConsumers()
    {
        CopyAll(Path.Combine(AppContext.BaseDirectory, "Consumers"), _folder.FullName);
        Directory.CreateDirectory(Feed);
    }
}
