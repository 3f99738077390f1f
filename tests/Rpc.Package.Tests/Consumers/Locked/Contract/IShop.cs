using Rpc;

namespace Contract;

[Remote]
public interface IShop
{
    Item Find(int id);
}

public sealed record Item(int Id, string Name);
