using Vectors;

namespace Limits;

[Rpc.Remote]
public interface ILimits
{
    void A(List<Dictionary<string, int>> a, HashSet<int> b, HashSet<long> c, ISet<long> d, long[] e, Dictionary<Rate, int> f, Dictionary<Person, int> g, HashSet<string> h, System.Collections.BitArray i, List<System.Collections.Concurrent.BlockingCollection<int>> j, List<System.Collections.Concurrent.ConcurrentBag<int>> k, List<System.Collections.Concurrent.ConcurrentQueue<int>> l, List<System.Collections.Concurrent.ConcurrentDictionary<string, int>> m, List<SortedDictionary<string, double>> n);
}

public class Unknown;
