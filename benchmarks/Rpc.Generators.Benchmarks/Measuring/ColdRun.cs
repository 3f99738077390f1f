using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Rpc.Generators.Benchmarks.Sources;

namespace Rpc.Generators.Benchmarks.Measuring;

/// <summary>What a build from nothing pays: the SDK's own compiler in a process of its own, and what it says of the generator's time.</summary>
internal static partial class ColdRun
{
    /// <summary>The milliseconds of the generator.</summary>
    public static double Measure(int contracts)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("rpc-cold-");
        try
        {
            return Run(folder, contracts);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static double Run(DirectoryInfo folder, int contracts)
    {
        IEnumerable<string> sources = EditedProject.Files(contracts).Select(file =>
        {
            File.WriteAllText(Path.Combine(folder.FullName, file.Path), file.Text.Replace(ContractSources.Mark, string.Empty, StringComparison.Ordinal));
            return file.Path;
        });
        string[] options =
        [
            "/noconfig", "/nologo", "/nostdlib", "/target:library", "/nullable:enable", "/langversion:12", "/reportanalyzer", "/out:App.dll", $"/analyzer:\"{typeof(RemoteGenerator).Assembly.Location}\"",
            .. EditedProject.References.Select(path => $"/reference:\"{path}\""), .. sources,
        ];
        File.WriteAllLines(Path.Combine(folder.FullName, "App.rsp"), options);
        var start = new ProcessStartInfo("dotnet", ["exec", Compiler(), "@App.rsp"]) { RedirectStandardOutput = true, WorkingDirectory = folder.FullName };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return GeneratorTime().Match(output) is { Success: true } time
            ? double.Parse(time.Groups[1].Value, CultureInfo.CurrentCulture) * 1_000
            : throw new InvalidOperationException($"The compiler ended with {process.ExitCode}:\n{output}");
    }

    // The newest SDK beside the runtime that runs this.
    private static string Compiler()
    {
        string root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));
        return Directory.GetDirectories(Path.Combine(root, "sdk"))
            .Select(sdk => Path.Combine(sdk, "Roslyn", "bincore", "csc.dll"))
            .Where(File.Exists)
            .MaxBy(path => FileVersionInfo.GetVersionInfo(path).FileVersion, StringComparer.Ordinal)
            ?? throw new InvalidOperationException($"No SDK below {root}.");
    }

    [GeneratedRegex(@"[Tt]otal generator execution time: ([\d.,]+) second")]
    private static partial Regex GeneratorTime();
}
