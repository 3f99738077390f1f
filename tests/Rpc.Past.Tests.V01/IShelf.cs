using Rpc;

namespace Past;

/// <summary>Closed by the library.</summary>
[Remote]
public interface IShelf<T>
{
    T? First();

    [RemoteName("Amount")]
    int Count();
}
