namespace Rpc.Runtime.Tests;

public sealed class Orders : Repo<Order>, IOrders
{
    public IRepo<string> Subjects { get; } = new Repo<string>();
}
