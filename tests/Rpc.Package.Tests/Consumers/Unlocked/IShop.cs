using Rpc;

namespace Unlocked;

[Remote]
public interface IShop
{
    int Count();
}
