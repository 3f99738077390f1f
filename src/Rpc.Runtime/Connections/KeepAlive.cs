namespace Rpc.Connections;

/// <summary>When a connection has last heard from its peer, and what follows from silence.</summary>
/// <remarks><see cref="Heard"/> is called by the reader, the rest by the clock; the fields are single words.</remarks>
internal sealed class KeepAlive(TimeSpan interval)
{
    private const int MostUnanswered = 2;

    private long _lastInput = Environment.TickCount64;
    private int _unanswered;

    internal enum Verdict
    {
        Fine,
        Ping,
        Dead,
    }

    /// <summary>Pings that the peer has not answered with anything.</summary>
    public int Unanswered => _unanswered;

    /// <summary>Bytes came in.</summary>
    public void Heard()
    {
        Volatile.Write(ref _lastInput, Environment.TickCount64);
        _unanswered = 0;
    }

    /// <summary>Whether bytes came in within the last <paramref name="milliseconds"/>.</summary>
    public bool HeardWithin(int milliseconds) => Environment.TickCount64 - Volatile.Read(ref _lastInput) < milliseconds;

    /// <summary>What to do now.</summary>
    public Verdict Judge(long now)
    {
        if (now - Volatile.Read(ref _lastInput) < interval.TotalMilliseconds * (_unanswered + 1))
        {
            return Verdict.Fine;
        }

        if (_unanswered >= MostUnanswered)
        {
            return Verdict.Dead;
        }

        _unanswered++;
        return Verdict.Ping;
    }
}
