using Rpc.Naming;

namespace Rpc.NameServer.Registry;

/// <summary>The last changes of the names, numbered without a gap, for those who watch. Wants the registry's gate.</summary>
/// <remarks>Watchers keep a place in it and no queue of their own, so a slow one costs nothing: when it has fallen out of what is kept, it begins anew.</remarks>
internal sealed class NameHistory
{
    /// <summary>How many changes are kept.</summary>
    public const int Kept = 65_536;

    private readonly NameStep[] _steps = new NameStep[Kept];
    private int _count;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The epoch, and the number of the last change.</summary>
    public NameRevision Revision { get; private set; } = new(Random.Shared.NextInt64(1, long.MaxValue), 0);

    /// <summary>Completes at the next change.</summary>
    public Task Changed => _changed.Task;

    /// <summary>Forgets everything and goes on from a revision.</summary>
    public void Restart(NameRevision revision)
    {
        Array.Clear(_steps);
        _count = 0;
        Revision = revision;
        Pulse();
    }

    public void Add(string name, RegisteredInstance[]? before, RegisteredInstance[]? after)
    {
        Revision = Revision with { Number = Revision.Number + 1 };
        _steps[Revision.Number % Kept] = new NameStep(Revision.Number, name, before, after);
        _count = Math.Min(_count + 1, Kept);
        Pulse();
    }

    /// <summary>Gives what came after a revision, oldest first and at most <paramref name="max"/>. False where that is not known any more.</summary>
    public bool TryRead(NameRevision after, List<NameStep> output, int max)
    {
        if (after.Epoch != Revision.Epoch || after.Number > Revision.Number || Revision.Number - after.Number > _count)
        {
            return false;
        }

        for (long number = after.Number + 1; number <= Revision.Number && output.Count < max; number++)
        {
            output.Add(_steps[number % Kept]);
        }

        return true;
    }

    private void Pulse()
    {
        _changed.SetResult();
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
