namespace Rpc.Connections;

/// <summary>Learns whether looking for a moment before sleeping pays: a hit raises the score, a miss costs four of them, and at zero one occasion in many tries it again.</summary>
/// <remarks>Threads may race for it: a lost update does no harm.</remarks>
internal struct LookingScore(int most)
{
    private const int MissCost = 4;

    /// <summary>While it does not pay, one occasion in so many tries it again.</summary>
    private const int Probe = 32;

    private int _score = MissCost;
    private int _skipped;

    /// <summary>Whether it paid so far.</summary>
    public bool Pays => Volatile.Read(ref _score) > 0;

    /// <summary>Decides for one occasion; an occasion that is taken ends with <see cref="Looked"/>.</summary>
    public bool ShallLook() => Pays || ++_skipped >= Probe;

    public void Looked(bool hit)
    {
        _skipped = 0;
        int score = Volatile.Read(ref _score);
        Volatile.Write(ref _score, hit ? Math.Min(score + 1, most) : Math.Max(score - MissCost, 0));
    }

    /// <summary>Nobody looked, and it would have paid.</summary>
    public void Missed() => Volatile.Write(ref _score, Volatile.Read(ref _score) + 1);
}
