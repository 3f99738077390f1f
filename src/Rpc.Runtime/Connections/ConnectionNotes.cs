using Rpc.Calls;
using Rpc.Diagnostics;

namespace Rpc.Connections;

/// <summary>What a connection counts between two looks of the clock, so that a peer cannot fill the log with it. Thread-safe.</summary>
internal struct ConnectionNotes
{
    private int _forNobody;
    private int _outputFull;

    /// <summary>A peer answered a call that nobody waits for.</summary>
    public void AnswerForNobody() => Interlocked.Increment(ref _forNobody);

    /// <summary>A sender has to wait for room.</summary>
    public void OutputFull() => Interlocked.Increment(ref _outputFull);

    /// <summary>Counts and logs what came since the last time. Called each second, and at the end.</summary>
    public void Tell(CallChannel channel, long unsent)
    {
        if (_forNobody != 0 && Interlocked.Exchange(ref _forNobody, 0) is > 0 and int answers)
        {
            FailureMetrics.Dropped("AnswerForNobody", answers);
            FailureLog.AnswersForNobody(channel.Logger, channel.PeerAddress, answers);
        }

        if (_outputFull != 0 && Interlocked.Exchange(ref _outputFull, 0) is > 0 and int waits)
        {
            FailureMetrics.OutputWaits(waits);
            FailureLog.OutputFull(channel.Logger, channel.PeerAddress, waits, unsent);
        }
    }
}
