using Rpc;

namespace Past;

/// <summary>Given by the callee.</summary>
[Remote]
public interface IDesk
{
    string Ask(string question);
}
