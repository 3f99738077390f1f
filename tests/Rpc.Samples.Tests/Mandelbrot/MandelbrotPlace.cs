using System.Text.RegularExpressions;
using Rpc.Tests.Shared;

namespace Rpc.Samples.Tests;

/// <summary>A name server, a folder for pictures, and the roles of the sample as processes of their own.</summary>
internal sealed partial class MandelbrotPlace : IAsyncDisposable
{
    public const int Width = 300;
    public const int Height = 200;

    // Every row crosses the set, so work is spread over the whole picture: more than a second of one core. The corners lie outside.
    private static readonly string[] s_view = ["--width", $"{Width}", "--height", $"{Height}", "--scale", "1.5"];

    private readonly TemporaryFolder _folder = new();
    private readonly List<ProgramRun> _runs = [];

    private MandelbrotPlace(NameServerRun names) => Names = names;

    public static string Program { get; } = SamplePrograms.Path("Mandelbrot");

    public NameServerRun Names { get; }

    public IReadOnlyDictionary<string, string> Environment => SamplePrograms.NameServer(Names.Address)!;

    public static async Task<MandelbrotPlace> OpenAsync() => new(await NameServerRun.StartAsync());

    public string File(string name) => _folder.File(name);

    public string[] Files() => [.. Directory.GetFiles(_folder.Path).Select(file => Path.GetFileName(file))];

    /// <summary>Starts a worker and waits until it is listed.</summary>
    public async Task<(ProgramRun Run, string Name)> StartWorkerAsync()
    {
        ProgramRun run = Start("worker");
        return (run, (await run.WaitForLineAsync("worker mandelbrot.")).Split(' ')[1]);
    }

    /// <summary>Starts to draw what takes some time.</summary>
    public ProgramRun StartDrawing(string picture, bool alone = false) => Start(Drawing(picture, alone));

    public string[] Drawing(string picture, bool alone = false) => ["draw", .. s_view, "--iterations", "7000", "--output", File(picture), "--alone", alone ? "true" : "false"];

    public ProgramRun Start(params string[] arguments)
    {
        ProgramRun run = SamplePrograms.Start("Mandelbrot", Names.Address, arguments);
        _runs.Add(run);
        return run;
    }

    /// <summary>The rows of each worker, as a drawing tells them at its end.</summary>
    public static Dictionary<string, int> Shares(string output) =>
        Shares().Matches(output).ToDictionary(match => match.Groups["name"].Value, match => int.Parse(match.Groups["rows"].ValueSpan, null), StringComparer.Ordinal);

    public async ValueTask DisposeAsync()
    {
        foreach (ProgramRun run in _runs)
        {
            await run.DisposeAsync();
        }

        await Names.DisposeAsync();
        _folder.Dispose();
    }

    [GeneratedRegex(@"^ +(?<name>mandelbrot\.\S+) +(?<rows>\d+) rows +[\d.]+ %", RegexOptions.Multiline)]
    private static partial Regex Shares();
}
