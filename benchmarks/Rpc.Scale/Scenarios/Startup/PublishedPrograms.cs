using System.Diagnostics;
using Rpc.Scale.Running;

namespace Rpc.Scale.Scenarios.Startup;

/// <summary>The two programs under <c>benchmarks/Startup</c>, compiled ahead of time as far as ReadyToRun does.</summary>
/// <param name="Ours">Path of the program that calls through this library.</param>
/// <param name="Bare">Path of the program that uses a socket.</param>
internal sealed record PublishedPrograms(string Ours, string Bare)
{
    public static async Task<PublishedPrograms> PublishAsync(CancellationToken cancellationToken) => new(
        await PublishAsync("Rpc.Startup.Ours", cancellationToken),
        await PublishAsync("Rpc.Startup.Bare", cancellationToken));

    private static async Task<string> PublishAsync(string name, CancellationToken cancellationToken)
    {
        string target = Checkout.Path("artifacts", "startup", name);
        ProcessStartInfo start = new("dotnet")
        {
            ArgumentList =
            {
                "publish", Checkout.Path("benchmarks", "Startup", name), "-c", "Release", "--use-current-runtime", "--self-contained", "false",
                "-p:PublishReadyToRun=true", "-nodeReuse:false", "-o", target,
            },
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? Path.Combine(target, OperatingSystem.IsWindows() ? name + ".exe" : name)
            : throw new InvalidOperationException($"'{name}' could not be published:{Environment.NewLine}{output}");
    }
}
