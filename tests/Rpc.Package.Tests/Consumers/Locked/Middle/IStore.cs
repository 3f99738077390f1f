using Contract;
using Rpc;

namespace Middle;

[Remote]
public interface IStore
{
    Task<Item> TakeAsync(Size size);
}

public enum Size
{
    Small,
    Large,
}
