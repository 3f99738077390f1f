using Rpc;

namespace Square.Contract;

#region contract
/// <summary>A bell where the receiver is.</summary>
[Remote]
public interface IBell
{
    /// <summary>Rings it, and returns when it has rung.</summary>
    /// <returns>How long it rang: <c>Bell rang for 1 second</c>.</returns>
    string RingBell();
}
#endregion
