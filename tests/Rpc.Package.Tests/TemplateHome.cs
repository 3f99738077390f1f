using Rpc.Tests.Shared;

namespace Rpc.Packages;

/// <summary>
/// A folder outside the repository in which projects are made from a package of templates and built with the packed packages: <c>dotnet new</c> has a home of its own in it, restored packages go
/// into it, and its nuget.config adds the feed to the sources that the machine has.
/// </summary>
internal sealed class TemplateHome : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private TemplateHome(string feed) => File.WriteAllText(
        _folder.File("nuget.config"),
        $"<configuration><packageSources><add key=\"packed-by-the-test\" value=\"{feed}\" /></packageSources></configuration>");

    /// <summary>Installs the templates of a packed file.</summary>
    /// <param name="feed">The folder of packages that made projects may reference.</param>
    /// <param name="templates">The packed file.</param>
    public static async Task<TemplateHome> InstallAsync(string feed, string templates)
    {
        TemplateHome home = new(feed);
        await home.NewAsync("install", templates);
        return home;
    }

    /// <summary>Makes a project: <c>dotnet new TEMPLATE -o NAME OPTIONS</c>.</summary>
    public async Task<ConsumerCopy> MakeAsync(string template, string name, params string[] options)
    {
        await NewAsync([template, "-o", name, .. options]);
        return new ConsumerCopy(_folder.File(name));
    }

    /// <summary>Builds a made project and gives the path of its program.</summary>
    public async Task<string> BuildAsync(string name)
    {
        await DotnetAsync(["build", name, "-c", "Release"], new() { ["NUGET_PACKAGES"] = _folder.File(".packages") });
        return Path.Combine(_folder.File(name), "bin", "Release", "net10.0", name + (OperatingSystem.IsWindows() ? ".exe" : string.Empty));
    }

    public void Dispose() => _folder.Dispose();

    private Task NewAsync(params string[] arguments) => DotnetAsync(
        ["new", .. arguments],
        new()
        {
            ["DOTNET_CLI_HOME"] = _folder.File(".home"),
            ["DOTNET_SKIP_FIRST_TIME_EXPERIENCE"] = "1",
            ["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false",
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        });

    private async Task DotnetAsync(string[] arguments, Dictionary<string, string> environment)
    {
        await using ProgramRun run = await ProgramRun.CompleteAsync("dotnet", arguments, _folder.Path, limit: TimeSpan.FromMinutes(4), environment: environment);
        Assert.True(await run.ExitAsync() == 0, $"dotnet {string.Join(' ', arguments)}\n{run.Output}\n{run.Errors}");
    }
}
