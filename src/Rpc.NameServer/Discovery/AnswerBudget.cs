using System.Net;

namespace Rpc.NameServer.Discovery;

/// <summary>How many answers may be sent: a second's worth for each asker, and for all. For one thread at a time.</summary>
/// <remarks>An address is remembered for the second in which it was answered, so there are never more of them than answers in a second.</remarks>
internal sealed class AnswerBudget(TimeProvider clock)
{
    /// <summary>A search asks at most three times from each of its addresses, by up to three ways: enough for five searches of one address a second.</summary>
    public const int MostPerAsker = 50;

    public const int MostInAll = 1_000;

    private readonly Dictionary<IPAddress, int> _askers = [];
    private long _began = clock.GetTimestamp();
    private int _answers;

    /// <summary>Whether one more may be sent to that address now; then it counts.</summary>
    public bool TryTake(IPAddress asker)
    {
        if (clock.GetElapsedTime(_began) >= TimeSpan.FromSeconds(1))
        {
            (_began, _answers) = (clock.GetTimestamp(), 0);
            _askers.Clear();
        }

        int before = _askers.GetValueOrDefault(asker);
        if (_answers >= MostInAll || before >= MostPerAsker)
        {
            return false;
        }

        _answers++;
        _askers[asker] = before + 1;
        return true;
    }
}
