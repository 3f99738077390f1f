using System.Buffers.Binary;
using System.Globalization;
using Rpc.Fuzz.Tests.Instrumenting;
using Rpc.Tests.Shared;

namespace Rpc.Fuzz.Tests.Harness;

/// <summary>A run of the worker that has ended, and what it tells.</summary>
internal sealed record FuzzRun(int Seed, IReadOnlyDictionary<string, double> Counts, byte[] Hits, IReadOnlyList<string> Findings)
{
    private static string Project => RepositoryPaths.Path("tests", "Rpc.Fuzz.Tests");

    /// <summary>The worker as it was built.</summary>
    public static string Built => RepositoryPaths.Path("tests", "Rpc.Fuzz.Tests.Worker", "bin", RepositoryPaths.Configuration, "net10.0");

    /// <summary>A number that the next run may begin with: RPC_FUZZ_SEED, or another each time.</summary>
    public static int NextSeed => int.TryParse(Environment.GetEnvironmentVariable("RPC_FUZZ_SEED"), CultureInfo.InvariantCulture, out int given) ? given : Random.Shared.Next(1, 1_000_000_000);

    /// <summary>Runs the worker of a folder to its end, however that is.</summary>
    public static async Task<FuzzRun> StartAsync(string worker, string output, int seed, long inputs, TimeSpan limit, params string[] more)
    {
        string[] arguments =
        [
            Path.Combine(worker, "Rpc.Fuzz.Tests.Worker.dll"),
            $"--seed={seed}",
            $"--inputs={inputs}",
            $"--output={output}",
            $"--corpus={Path.Combine(Project, "Corpus")}",
            $"--regressions={Path.Combine(Project, "Regressions")}",
            .. more,
        ];
        await using ProgramRun run = ProgramRun.Start("dotnet", arguments, environment: new Dictionary<string, string> { ["DOTNET_DbgEnableMiniDump"] = "0" });
        run.CloseInput();
        int code = await run.ExitAsync(limit);
        var findings = Directory.GetFiles(output, "finding-*.txt").Select(File.ReadAllText).ToList();
        if (code != 0)
        {
            findings.Add($"{Current(output)}\nThe process ended with {code}.\n{run.Errors[..Math.Min(run.Errors.Length, 4000)]}");
        }

        string counts = Path.Combine(output, "counts.txt");
        string hits = Path.Combine(output, "hits.bin");
        return new FuzzRun(
            seed,
            File.Exists(counts) ? File.ReadLines(counts).Select(line => line.Split('=')).ToDictionary(parts => parts[0], parts => double.Parse(parts[1], CultureInfo.InvariantCulture)) : new Dictionary<string, double>(),
            File.Exists(hits) ? await File.ReadAllBytesAsync(hits) : [],
            findings);
    }

    // What it was at when it died.
    private static string Current(string output)
    {
        string file = Path.Combine(output, "current.bin");
        if (!File.Exists(file))
        {
            return "It did not come to its first input.";
        }

        byte[] bytes = File.ReadAllBytes(file);
        string[] targets = File.ReadAllLines(Path.Combine(output, "targets.txt"));
        int length = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(4));
        return $"{targets[BinaryPrimitives.ReadInt32LittleEndian(bytes)]}\n{Convert.ToHexStringLower(bytes.AsSpan(bytes.Length - length))}";
    }
}
