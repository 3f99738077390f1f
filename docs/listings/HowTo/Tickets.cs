using Rpc;

namespace Listings.HowTo;

#region contract
[Remote]
public interface ITickets
{
    [Throws(typeof(SoldOutException))]                                     // the caller is meant to act on it
    Task<int> BuyAsync(string show, int seats);
}

public sealed class SoldOutException(string message, int left) : Exception(message)
{
    public int Left { get; } = left;                                       // travels along
}
#endregion

#region server
public sealed class Tickets(bool isOpen) : ITickets
{
    private int _left = 10;

    public Task<int> BuyAsync(string show, int seats)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(seats);          // a well-known one: comes back as itself
        if (!isOpen)
        {
            throw new RpcException(RpcStatus.FailedPrecondition, "Sales begin at noon."); // a status, and no type of its own
        }

        return seats <= _left
            ? Task.FromResult(_left -= seats)
            : throw new SoldOutException($"There are no {seats} seats for {show}.", _left);
    }
}
#endregion

/// <summary>The caller of docs/how-to/return-errors.md.</summary>
public static class TicketBuyer
{
    public static async Task BuyAsync(ITickets tickets, int seats)
    {
        #region client
        try
        {
            Console.WriteLine(await tickets.BuyAsync("Faust", seats));
        }
        catch (SoldOutException error)
        {
            Console.WriteLine($"{error.Message} {error.Left} are left.");
        }
        catch (ArgumentOutOfRangeException error)
        {
            Console.WriteLine($"wrong {error.ParamName}");
        }
        catch (RpcException error) when (error.Outcome == RpcOutcome.Completed)
        {
            Console.WriteLine($"{error.Status}: {error.Message}");         // the method's own answer
        }
        catch (RpcException error) when (error.Outcome == RpcOutcome.NotExecuted)
        {
            Console.WriteLine("nothing was bought: try again later");      // it never ran; where that helps it was tried again already
        }
        catch (RpcException)
        {
            Console.WriteLine("look whether it was bought before you buy again"); // MaybeExecuted
        }
        #endregion
    }
}
