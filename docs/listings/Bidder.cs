namespace Listings;

#region bidder
public sealed class Bidder : IBidder
{
    public void Outbid(string by, int amount) => Console.WriteLine($"{by} offers {amount}");
}
#endregion
