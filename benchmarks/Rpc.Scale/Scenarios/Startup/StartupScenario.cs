using System.Diagnostics;
using Rpc.Scale.Running;

namespace Rpc.Scale.Scenarios.Startup;

/// <summary>From the start of a process to its first reply, and to its end: ours beside a bare socket's, in turn.</summary>
internal sealed class StartupScenario : IScenario
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private PublishedPrograms? _programs;

    public string Name => "startup";

    public IReadOnlyList<Measure> Measures { get; } =
    [
        new("ours reply", "start to first reply", "ms"),
        new("bare reply", "start to first reply, bare socket", "ms"),
        new("ratio", "first reply, ours / bare socket", "", Goal.AtMost(1.3)),
        new("ours exit", "start to end", "ms"),
        new("bare exit", "start to end, bare socket", "ms"),
        new("exit ratio", "end, ours / bare socket", ""),
        new("none exit", "start to end of a program that does nothing", "ms"),
        new("ours methods", "methods compiled while running", ""),
        new("bare methods", "methods compiled while running, bare socket", ""),
    ];

    public async Task<Readings> RunRoundAsync(ScaleOptions options, CancellationToken cancellationToken)
    {
        _programs ??= await PublishedPrograms.PublishAsync(cancellationToken);
        using RoleProcess ourServer = new([_programs.Ours, "serve"]);
        using RoleProcess bareServer = new([_programs.Bare, "serve"]);
        string ours = await ourServer.HearAsync(Lines.Ready, s_patience, cancellationToken);
        string bare = await bareServer.HearAsync(Lines.Ready, s_patience, cancellationToken);

        // The first start of each reads files from the disk.
        List<Start> ourStarts = [await RunAsync(_programs.Ours, [ours], cancellationToken)];
        List<Start> bareStarts = [await RunAsync(_programs.Bare, [bare], cancellationToken)];
        List<Start> nothing = [];
        int ourMethods = ourStarts[0].Methods;
        int bareMethods = bareStarts[0].Methods;
        ourStarts.Clear();
        bareStarts.Clear();
        for (int i = 0; i < options.Starts; i++)
        {
            ourStarts.Add(await RunAsync(_programs.Ours, [ours], cancellationToken));
            bareStarts.Add(await RunAsync(_programs.Bare, [bare], cancellationToken));
            nothing.Add(await RunAsync(_programs.Bare, [], cancellationToken));
        }

        return new Readings
        {
            ["ours reply"] = Median(ourStarts.Select(start => start.Reply)),
            ["bare reply"] = Median(bareStarts.Select(start => start.Reply)),
            ["ratio"] = Median(ourStarts.Zip(bareStarts, (x, y) => x.Reply / y.Reply)),
            ["ours exit"] = Median(ourStarts.Select(start => start.Exit)),
            ["bare exit"] = Median(bareStarts.Select(start => start.Exit)),
            ["exit ratio"] = Median(ourStarts.Zip(bareStarts, (x, y) => x.Exit / y.Exit)),
            ["none exit"] = Median(nothing.Select(start => start.Exit)),
            ["ours methods"] = ourMethods,
            ["bare methods"] = bareMethods,
        };
    }

    /// <param name="Reply">Milliseconds to the line that says that the right answer came.</param>
    /// <param name="Exit">Milliseconds to the end of the process.</param>
    /// <param name="Methods">Methods that were compiled until the reply.</param>
    private sealed record Start(double Reply, double Exit, int Methods);

    private static double Median(IEnumerable<double> values) => Spread.Of(values).Median;

    private static async Task<Start> RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        long begin = Stopwatch.GetTimestamp();
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string? line = await process.StandardOutput.ReadLineAsync(cancellationToken).AsTask().WaitAsync(s_patience, cancellationToken);
        TimeSpan reply = Stopwatch.GetElapsedTime(begin);
        await process.WaitForExitAsync(cancellationToken).WaitAsync(s_patience, cancellationToken);
        TimeSpan exit = Stopwatch.GetElapsedTime(begin);
        string[] words = line?.Split(' ') ?? [];
        if (process.ExitCode != 0 || (arguments.Length > 0 && words is not ["reply", _]))
        {
            throw new InvalidOperationException($"'{program}' said '{line}' and ended with {process.ExitCode}.");
        }

        return new Start(reply.TotalMilliseconds, exit.TotalMilliseconds, words.Length > 1 ? int.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture) : 0);
    }
}
