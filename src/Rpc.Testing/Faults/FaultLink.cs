namespace Rpc.Testing;

/// <summary>A connection as its faults see it: two lanes that end together.</summary>
/// <remarks>Invariant, under <see cref="Gate"/>: <c>Broken</c> is set once, and with it both lanes are empty.</remarks>
internal sealed class FaultLink
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public FaultLink(NetworkFaults plan, int number)
    {
        Plan = plan;
        Number = number;
        Up = new FaultLane(this, plan.Upstream);
        Down = new FaultLane(this, plan.Downstream);
    }

    /// <summary>Guards both lanes. Waited on with Monitor, so it is an object and no Lock.</summary>
    public object Gate { get; } = new();

    public NetworkFaults Plan { get; }

    /// <summary>Which connection of its plan it is, from 1.</summary>
    public int Number { get; }

    /// <summary>From the client to the server.</summary>
    public FaultLane Up { get; }

    /// <summary>From the server to the client.</summary>
    public FaultLane Down { get; }

    /// <summary>Why nothing goes any more, or null.</summary>
    public string? Broken { get; private set; }

    /// <summary>Completes when the connection was cut, broke, or was left by both ends.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Cuts the connection. False where it has ended already.</summary>
    public bool Cut(FaultKind kind)
    {
        bool cut = Break($"connection {Number} was cut by the faults of the test");
        if (cut)
        {
            Plan.Count(kind);
        }

        return cut;
    }

    /// <summary>Ends both lanes with an error. False where they have ended already.</summary>
    public bool Break(string reason)
    {
        lock (Gate)
        {
            if (_ended.Task.IsCompleted)
            {
                return false;
            }

            Broken = reason;
            End();
            return true;
        }
    }

    /// <summary>One end has gone: lanes that nobody uses any more end.</summary>
    public void Leave(FaultLane output, FaultLane input)
    {
        lock (Gate)
        {
            output.Complete();
            input.Stop();
            if (Up.IsStopped && Down.IsStopped)
            {
                End();
            }
        }
    }

    /// <summary>Whether the sender of a lane hears nothing of its receiver, because what comes back vanishes.</summary>
    public bool IsSilent(FaultLane lane) => lane == Up ? Down.IsLost : Up.IsLost;

    public void ThrowIfBroken(string what)
    {
        if (Broken is { } reason)
        {
            throw new IOException($"{what} failed: {reason}");
        }
    }

    /// <summary>Lets whoever waits look again.</summary>
    public void Wake()
    {
        lock (Gate)
        {
            Up.Wake();
            Down.Wake();
        }
    }

    /// <summary>Nothing is left to carry.</summary>
    public void End()
    {
        lock (Gate)
        {
            if (_ended.TrySetResult())
            {
                Up.Empty();
                Down.Empty();
                Up.Wake();
                Down.Wake();
            }
        }

        Plan.Forget(this);
    }
}
