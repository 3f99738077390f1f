using Rpc;

namespace Listings.HowTo;

#region contract
[Remote]
public interface IReports
{
    [Timeout(120_000)]                                                     // milliseconds: what the method needs, told by who knows it
    Task<int> BuildAsync(int pages, CancellationToken cancellationToken = default);
}
#endregion

#region server
public sealed class Reports : IReports
{
    public int Running;

    public async Task<int> BuildAsync(int pages, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref Running);
        try
        {
            for (int page = 1; page <= pages; page++)
            {
                await Task.Delay(10, cancellationToken);                   // hand it to everything that takes one
                cancellationToken.ThrowIfCancellationRequested();          // and look at it where nothing does
            }

            return pages;
        }
        finally
        {
            Interlocked.Decrement(ref Running);
        }
    }
}
#endregion

/// <summary>The callers of docs/how-to/time-out-and-cancel.md.</summary>
public static class ReportReaders
{
    public static async Task HurryAsync(IReports reports)
    {
        #region timeout
        IReports hasty = RemoteProxy.With(reports, new ProxyOptions { Timeout = TimeSpan.FromMilliseconds(200) });
        try
        {
            await hasty.BuildAsync(pages: 10_000);
        }
        catch (RpcException error) when (error.Status == RpcStatus.DeadlineExceeded)
        {
            Console.WriteLine($"no report in time: {error.Outcome}");      // MaybeExecuted
        }
        #endregion
    }

    public static async Task ScopeAsync(IReports reports)
    {
        #region scope
        using CallScope scope = CallScope.Begin(new CallOptions { Timeout = TimeSpan.FromSeconds(5) });
        Console.WriteLine(await reports.BuildAsync(pages: 3));             // each call in the scope has 5 s
        #endregion
    }

    public static async Task CancelAsync(IReports reports)
    {
        #region cancel
        using var button = new CancellationTokenSource(TimeSpan.FromMilliseconds(200)); // somebody presses it
        try
        {
            await reports.BuildAsync(pages: 10_000, button.Token);
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine("cancelled");                                // at once, whatever the server does
        }
        #endregion
    }
}
