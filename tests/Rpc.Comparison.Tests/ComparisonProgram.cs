using System.Diagnostics;

namespace Rpc.Comparison.Tests;

/// <summary>The program, started as a user starts it.</summary>
internal static class ComparisonProgram
{
    public static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Rpc.Comparison.dll");
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            using CancellationTokenSource limit = new(TimeSpan.FromMinutes(4));
            Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
            Task<string> errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
