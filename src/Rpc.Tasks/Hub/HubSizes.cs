using Rpc.Tasks.Backends;

namespace Rpc.Tasks.Hub;

/// <summary>How much goes into one message: well below what a call may carry (<see cref="RpcLimits.MaxMessageBytes"/>), but always one task, however large.</summary>
internal static class HubSizes
{
    /// <summary>Bytes of arguments or results.</summary>
    public const int MostBytes = 16 * 1024 * 1024;

    /// <summary>Ids that are looked up together.</summary>
    public const int MostIds = 100;

    /// <summary>How many of these, from the first on, go into one message.</summary>
    public static int Fitting<T>(IReadOnlyList<T> items, Func<T, int> bytes)
    {
        long sum = 0;
        for (int i = 0; i < items.Count; i++)
        {
            sum += bytes(items[i]);
            if (sum > MostBytes && i > 0)
            {
                return i;
            }
        }

        return items.Count;
    }

    public static int Of(TaskOutcome outcome) => (outcome.Result?.Length ?? 0) + (outcome.Error?.Payload.Length ?? 0);

    public static int Of(ClaimedTask task) => task.Arguments.Length;

    public static int Of(TaskSettlement settlement) => (settlement.Result?.Length ?? 0) + (settlement.Error?.Payload.Length ?? 0);
}
