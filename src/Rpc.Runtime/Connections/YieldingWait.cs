using Rpc.Calls;

namespace Rpc.Connections;

/// <summary>Lets threads that wait for another thread give up their cores a few times before they sleep, as long as that pays: many threads that take turns cost a tenth of as many that are put to sleep and woken.</summary>
/// <remarks>
/// One per connection, used by the threads in its sync calls. Where other threads want to run, each round is a turn for all of them; where none does, the rounds are over in
/// microseconds. The score learns from hits and misses; threads race for it, and a lost update of it does no harm.
/// </remarks>
internal sealed class YieldingWait(bool isOn)
{
    private const int Rounds = 16;
    private const int MostScore = 64;

    private LookingScore _score = new(MostScore);

    /// <summary>Comes back when the thread is signalled, or when it had better sleep. Its wait must follow.</summary>
    public void BeforeSleep(SyncWaiter waiter)
    {
        if (isOn && _score.ShallLook())
        {
            _score.Looked(hit: waiter.Yield(Rounds));
        }
    }
}
