namespace Rpc;

/// <summary>Which of several instances of a name, or of several with the wanted tags, a call goes to. Weights count in all of them: see <see cref="PublishOptions.Weight"/>.</summary>
/// <remarks>Instances that cannot be reached, that drain, or that do not read are passed over while there are others.</remarks>
public enum Balancing
{
    /// <summary>Of two instances taken at random, by weight, the one with fewer calls of this client in flight for its weight. The default: it spares a slow instance without being told of it.</summary>
    LeastLoaded = 0,

    /// <summary>One after another; one with weight 3 comes three times as often as one with weight 1.</summary>
    RoundRobin = 1,

    /// <summary>At random, by weight, whatever is in flight.</summary>
    Weighted = 2,
}
