using Rpc;

namespace Listings.HowTo.Before;

/// <summary>The contract before it was changed; under the name of the one that came after it, as an older program has it.</summary>
[RemoteName("Listings.HowTo.IStock")]
#region before
[Remote]
public interface IStock
{
    Task<int> ReserveAsync(string item, int count);
    Task<Reservation?> FindAsync(int id);
}

public sealed record Reservation(int Id, string Item);
#endregion
