using Rpc.Tests.Shared;

namespace Rpc.Samples.Tests;

/// <summary>The samples as they are built, and the <c>dotnet run</c> of their READMEs.</summary>
internal static class SamplePrograms
{
    public static string Path(string sample) => RepositoryPaths.Path(
        "samples", sample, "bin", RepositoryPaths.Configuration, "net10.0", OperatingSystem.IsWindows() ? $"{sample}.exe" : sample);

    /// <summary>Starts a role of a sample.</summary>
    public static ProgramRun Start(string sample, string? nameServer, params string[] arguments) => ProgramRun.Start(Path(sample), arguments, environment: NameServer(nameServer));

    /// <summary>Runs <c>dotnet run --project samples/NAME -- arguments</c> to its end, on an input.</summary>
    public static Task<ProgramRun> RunAsync(string sample, string input, params string[] arguments) => ProgramRun.CompleteAsync(
        "dotnet", ["run", "--no-build", "-c", RepositoryPaths.Configuration, "--project", $"samples/{sample}", "--", .. arguments], RepositoryPaths.Root, input, TimeSpan.FromSeconds(120));

    /// <summary>The environment in which programs ask a name server; null where it need not be said.</summary>
    public static IReadOnlyDictionary<string, string>? NameServer(string? address) => address is null ? null : new Dictionary<string, string> { ["RPC_NS"] = address };
}
