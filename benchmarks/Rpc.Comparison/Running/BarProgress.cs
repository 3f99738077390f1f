using Spectre.Console;

namespace Rpc.Comparison.Running;

/// <summary>A bar over all runs with the row that runs now and the time left.</summary>
internal sealed class BarProgress : IRunProgress
{
    private readonly ProgressTask _bar;
    private readonly IAnsiConsole _console;
    private string _round = "";

    private BarProgress(IAnsiConsole console, ProgressTask bar)
    {
        _console = console;
        _bar = bar;
    }

    /// <summary>Shows the bar while <paramref name="work"/> runs.</summary>
    public static Task<T> ShowAsync<T>(IAnsiConsole console, int runs, Func<IRunProgress, Task<T>> work) => console.Progress()
        .AutoClear(true)
        .Columns(new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
        .StartAsync(context => work(new BarProgress(console, context.AddTask("starting", maxValue: runs))));

    public void RoundBegins(int round, int rounds) => _round = $"round {round}/{rounds}";

    public void RunBegins(Cell cell) => _bar.Description = Markup.Escape($"{_round}  {cell}");

    public void RunEnded() => _bar.Increment(1);

    public void Say(string line) => _console.WriteLine(line);
}
