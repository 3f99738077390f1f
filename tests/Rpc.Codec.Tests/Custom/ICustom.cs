using System.Net;
using Plain;

namespace Custom;

/// <summary>Carries types with codecs of the user's in every place.</summary>
[Rpc.Remote]
public interface ICustom
{
    void Addresses(IPAddress a, IPAddress? b, List<IPAddress?> c, Dictionary<IPAddress, string> d, (IPAddress, int) e);

    void Instants(Instant a, Instant? b, Instant[] c, Dictionary<int, Instant> d, Dictionary<Instant, int> e, (Instant, int) f, KeyValuePair<int, Instant> g, Stamp h, Stamp? i, Stamp[] j, HashSet<Instant> k);

    void Degrees(Celsius a, Celsius? b, List<Celsius> c);

    void Options(Option<int> a, Option<string> b, Option<Instant>? c, List<Option<int>> d);

    Chain? Chains(Chain a);

    Record Words(Secret? a, Word? b, List<Secret> c, List<Word?> d);
}

/// <summary>Without references, and still not its memory.</summary>
public record struct Stamp(Instant At, int Number);

public record Record(IPAddress Address, Instant At, Celsius? Degrees, Option<int> Maybe, Chain? Chain, Secret Secret, Word Word);
