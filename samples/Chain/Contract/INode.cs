using Rpc;

namespace Chain.Contract;

#region contract
/// <summary>One link of the chain: who is called calls the next one, as whom it was called does.</summary>
[Remote]
public interface INode
{
    /// <summary>Sends a journey around the chain, and returns when it is back.</summary>
    /// <param name="laps">How often it goes around; 1 or more.</param>
    /// <returns>The names of all nodes that it passed, the first one at both ends.</returns>
    [Throws(typeof(ArgumentOutOfRangeException))]
    string[] Start(int laps = 1);

    /// <summary>Takes part in a journey: passes it on, or ends it where it began.</summary>
    string[] Pass(string[] path, int lapsLeft);
}
#endregion
