namespace Rpc.Comparison.Running;

/// <summary>One plain line per round, for logs and pipes.</summary>
internal sealed class PlainProgress(TextWriter output, int rows) : IRunProgress
{
    public void RoundBegins(int round, int rounds) => output.WriteLine($"round {round} of {rounds}, {rows} rows");

    public void RunBegins(Cell cell)
    {
    }

    public void RunEnded()
    {
    }

    public void Say(string line) => output.WriteLine(line);
}
