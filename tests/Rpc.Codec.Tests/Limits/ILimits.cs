using Vectors;

namespace Limits;

[Rpc.Remote]
public interface ILimits
{
    void A(List<Dictionary<string, int>> a, HashSet<int> b, HashSet<long> c, ISet<long> d, long[] e, Dictionary<Rate, int> f, Dictionary<Person, int> g, HashSet<string> h, System.Collections.BitArray i);
}

public class Unknown;
