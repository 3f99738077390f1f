namespace Rpc.Stress.Tests;

/// <summary>One caller of a stress test: its own random numbers, and what it does at the moment.</summary>
internal sealed class Worker(string name, int seed, Func<bool, bool> goesOn)
{
    private string _doing = "starting";
    private long _number;
    private long _since = Environment.TickCount64;
    private long _done;
    private bool _hasBegun;

    /// <summary>Used by this caller only, so that a seed gives it the same choices again.</summary>
    public Random Random { get; } = new(seed);

    public bool HasEnded { get; set; }

    /// <summary>Calls that ended as they should.</summary>
    public long Done => Volatile.Read(ref _done);

    /// <summary>Asked before each round: whether nobody has failed, and the test's time is not over or this is the first round.</summary>
    public bool GoesOn()
    {
        bool hadBegun = _hasBegun;
        _hasBegun = true;
        return goesOn(hadBegun);
    }

    /// <summary>Notes what comes next, for the report on a test that hangs.</summary>
    public void Begins(string what, long number = 0)
    {
        _doing = what;
        _number = number;
        _since = Environment.TickCount64;
    }

    public void Ends() => Volatile.Write(ref _done, _done + 1);

    public override string ToString() => $"{name}: {_doing} {_number} for {Environment.TickCount64 - _since} ms, after {Done} others";
}
