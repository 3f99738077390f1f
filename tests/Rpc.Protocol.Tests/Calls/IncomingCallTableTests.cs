using Rpc.Calls;
using Rpc.Connections;
using Xunit;

namespace Rpc.Protocol.Tests;

/// <summary>The calls of a peer that run, seen by the reader, who holds no lock.</summary>
public sealed class IncomingCallTableTests
{
    private const int MostCalls = 200_000;

    private readonly IncomingCallTable _table = new();
    private IncomingCall? _finishing;
    private bool _over;

    [Fact]
    public void A_call_that_looks_finished_is_not_in_the_table_any_more()
    {
        var finisher = new Thread(FinishCalls);
        finisher.Start();
        int early = 0;

        // Seen within the first thousands where two cores are free; without them a round takes as long as a turn on the core.
        long end = Environment.TickCount64 + 2_000;
        for (int i = 0; i < MostCalls && Environment.TickCount64 < end; i++)
        {
            Until(() => Volatile.Read(ref _finishing) is not null);
            IncomingCall call = Volatile.Read(ref _finishing)!;
            Until(() => call.IsFinished);

            // The reader lets it stand for another call now: the table must not know it under its number any more.
            early += _table.Count;
            Volatile.Write(ref _finishing, null);
        }

        Volatile.Write(ref _over, true);
        Assert.True(finisher.Join(TimeSpan.FromMinutes(1)));
        Assert.Equal((0, 0, 0), (early, _table.Count, _table.Roots));
    }

    private void FinishCalls()
    {
        for (ulong id = 1; !Volatile.Read(ref _over); id++)
        {
            IncomingCall call = TestCalls.Incoming(id);
            _table.TryAdd(call);
            Volatile.Write(ref _finishing, call);
            _table.Finish(call);
            Until(() => Volatile.Read(ref _finishing) != call || Volatile.Read(ref _over));
        }
    }

    /// <summary>Without a pause: what is looked for lasts nanoseconds.</summary>
    private static void Until(Func<bool> isSo)
    {
        long end = Environment.TickCount64 + 30_000;
        while (!isSo() && Environment.TickCount64 < end)
        {
        }
    }
}
