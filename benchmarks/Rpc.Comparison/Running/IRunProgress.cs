namespace Rpc.Comparison.Running;

/// <summary>Hears how far the runs are. Called by one task at a time.</summary>
internal interface IRunProgress
{
    void RoundBegins(int round, int rounds);

    void RunBegins(Cell cell);

    /// <summary>A run has ended, well or not.</summary>
    void RunEnded();

    /// <summary>Something the user has to know now.</summary>
    void Say(string line);
}
