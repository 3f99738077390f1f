using Rpc;

namespace Listings;

[Remote]
public interface IGreeterEvents
{
    void Greeted(string name);
}
