namespace Rpc.Runtime.Tests;

/// <summary>A closed generic interface under a name of its own, which carries another one.</summary>
[Remote]
public interface IOrders : IRepo<Order>
{
    /// <summary>What each order was about; closed nowhere else.</summary>
    IRepo<string> Subjects { get; }
}
