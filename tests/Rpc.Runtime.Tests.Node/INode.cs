namespace Rpc.Runtime.Tests;

/// <summary>A player that calls others back.</summary>
[Remote]
public interface INode
{
    /// <summary>Plays ball with the other one: it gets this node and one bounce less.</summary>
    int Bounce(INode other, int times);

    ValueTask<int> BounceAsync(INode other, int times);

    /// <summary>Calls the first of the stops, which calls the next one.</summary>
    int Tour(List<INode> stops);

    int DivideByZero();

    /// <summary>Makes the other one fail and tells how.</summary>
    string Catch(INode other);

    INode Echo(INode other);

    string Name();
}
