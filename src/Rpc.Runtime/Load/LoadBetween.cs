using Rpc.Calls;

namespace Rpc.Load;

/// <summary>What has come between two moments.</summary>
internal static class LoadBetween
{
    private const double Billion = 1e9;

    /// <summary>The methods that were called.</summary>
    public static IReadOnlyList<MethodLoad> Methods(LoadSnapshot before, LoadSnapshot now, ContractDescriptor contract)
    {
        var methods = new List<MethodLoad>();
        for (int method = 0; method < now.Buckets.Length; method++)
        {
            long[] came = [.. now.Buckets[method].Zip(before.Buckets[method], static (after, then) => after - then)];
            long calls = came.Sum();
            if (calls > 0)
            {
                double mean = (now.Nanoseconds[method] - before.Nanoseconds[method]) / (calls * Billion);
                methods.Add(new MethodLoad(contract.Methods[method].Signature, calls, now.Failed[method] - before.Failed[method], mean, Share(came, calls, 0.5), Share(came, calls, 0.9), Share(came, calls, 0.99), Share(came, calls, 1)));
            }
        }

        return methods;
    }

    /// <summary>What a share of the calls took at most, in seconds.</summary>
    private static double Share(long[] came, long calls, double share)
    {
        long wanted = (long)Math.Ceiling(calls * share);
        long seen = 0;
        for (int bucket = 0; bucket < came.Length; bucket++)
        {
            seen += came[bucket];
            if (seen >= wanted)
            {
                return LoadCounters.MostOf(bucket) / Billion;
            }
        }

        return 0;
    }
}
