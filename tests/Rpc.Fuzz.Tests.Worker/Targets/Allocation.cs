using Rpc.Fuzz.Engine;

namespace Rpc.Fuzz.Targets;

/// <summary>What reading an input may allocate: what docs/limits.md promises, and a little for the refusal itself.</summary>
internal readonly struct Allocation(int inputLength)
{
    private const long Least = 1 << 20;
    private const long Most = 256 << 20;
    private const long Slack = 256 << 10;

    private readonly long _before = GC.GetAllocatedBytesForCurrentThread();

    public void Check()
    {
        long spent = GC.GetAllocatedBytesForCurrentThread() - _before;
        long most = Math.Clamp(inputLength * 64L, Least, Most) + Slack;
        if (spent > most)
        {
            throw new InvariantException($"Reading {inputLength} bytes allocated {spent} bytes where {most} are the most.");
        }
    }
}
