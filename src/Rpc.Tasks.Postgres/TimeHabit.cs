namespace Rpc.Tasks.Postgres;

/// <summary>Whether edits that give a <typeparamref name="T"/> ask for the time before they read anything. Thread-safe.</summary>
/// <remarks>
/// The time comes with the first round trip, and costs none of its own where the first thing an edit does is to lock. An edit that asks for it first has to have it fetched before it begins, because a property cannot
/// wait without blocking. Which of the two an edit is shows only when it runs, but edits of one kind are alike. A wrong guess costs one round trip.
/// </remarks>
internal static class TimeHabit<T>
{
    // So many edits in a row have to begin with a read before one is not begun for.
    private const int Sure = 4;

    private static int s_readFirst;

    /// <summary>Whether to fetch the time before the edit begins.</summary>
    public static bool AsksFirst => Volatile.Read(ref s_readFirst) < Sure;

    public static void Learn(bool askedFirst) => Volatile.Write(ref s_readFirst, askedFirst ? 0 : Math.Min(Volatile.Read(ref s_readFirst) + 1, Sure));
}
