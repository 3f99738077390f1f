using Rpc;

namespace Mistaken;

[Remote]
public partial interface IShop
{
    Order Find(int id);
}

[Remote]
public interface IOtherShop : IShop
{
    Task<Order[]> AllAsync();
}
