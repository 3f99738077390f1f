using Rpc.Tests.Shared;

namespace Rpc.Samples.Tests;

/// <summary>The built sample.</summary>
internal static class GreetingProgram
{
    private static readonly string Executable = RepositoryPaths.Path(
        "samples", "Greeting", "bin", RepositoryPaths.Configuration, "net10.0", OperatingSystem.IsWindows() ? "Greeting.exe" : "Greeting");

    public static ProgramRun Start(string[] arguments, string? nameServer = null) => ProgramRun.Start(Executable, arguments, environment: NameServer(nameServer));

    public static Task<ProgramRun> CompleteAsync(string[] arguments, string? input = null, string? nameServer = null) =>
        ProgramRun.CompleteAsync(Executable, arguments, input: input, environment: NameServer(nameServer));

    public static IReadOnlyDictionary<string, string>? NameServer(string? address) =>
        address is null ? null : new Dictionary<string, string> { ["RPC_NS"] = address };
}
