using Rpc.Calls;
using Rpc.Connections;
using Xunit;

namespace Rpc.Protocol.Tests;

/// <summary>The calls of a peer that run, seen by the reader, who holds no lock.</summary>
public sealed class IncomingCallTableTests
{
    private const int Calls = 200_000;

    private readonly IncomingCallTable _table = new();

    [Fact]
    public void A_call_that_looks_finished_is_not_in_the_table_any_more()
    {
        IncomingCall? finishing = null;
        var finisher = new Thread(() =>
        {
            for (int i = 1; i <= Calls; i++)
            {
                IncomingCall call = Numbered((ulong)i);
                _table.TryAdd(call);
                Volatile.Write(ref finishing, call);
                _table.Finish(call);
                Until(() => Volatile.Read(ref finishing) != call);
            }
        });
        finisher.Start();
        int early = 0;
        for (int i = 1; i <= Calls; i++)
        {
            Until(() => Volatile.Read(ref finishing) is not null);
            IncomingCall call = Volatile.Read(ref finishing)!;
            Until(() => call.IsFinished);

            // The reader lets it stand for another call now: the table must not know it under its number any more.
            early += _table.Count;
            Volatile.Write(ref finishing, null);
        }

        Assert.True(finisher.Join(TimeSpan.FromMinutes(1)));
        Assert.Equal((0, 0, 0), (early, _table.Count, _table.Roots));
    }

    /// <summary>Without a pause: what is looked for lasts nanoseconds.</summary>
    private static void Until(Func<bool> isSo)
    {
        long end = Environment.TickCount64 + 30_000;
        while (!isSo() && Environment.TickCount64 < end)
        {
        }
    }

    private static IncomingCall Numbered(ulong id)
    {
        var call = new IncomingCall(null!);
        call.Begin(null!, null, id, new CallHeader(1, 0, CallHeaderFlags.None, 0, 1, 0), oneWay: false, default, null);
        return call;
    }
}
