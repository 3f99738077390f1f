using Chain.Contract;

namespace Chain;

/// <summary>A node: worker of the node before it and master of the next one, in the same call. Plain blocking code; nothing in it knows of processes.</summary>
internal sealed class Node(string name, INode next, Action<string> tell) : INode
{
    #region pass
    public string[] Start(int laps = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(laps, 1);
        return Pass([], laps);
    }

    public string[] Pass(string[] path, int lapsLeft)
    {
        string[] here = [.. path, name];
        if (path.Length > 0 && path[0] == name && --lapsLeft == 0)
        {
            tell($"{Route.Of(here)} is back");
            return here;
        }

        tell($"{Route.Of(here)} goes on");
        return next.Pass(here, lapsLeft);                                  // waits here, while the chain may come back to this object
    }
    #endregion
}
