using Rpc;

namespace Greeting.Contract;

#region contract
/// <summary>What the server offers and the client calls. Both are compiled against it; it may as well be a library of its own.</summary>
[Remote]
public interface IGreeter
{
    /// <summary>Welcomes somebody.</summary>
    string WelcomeMessage(string name);
}
#endregion
