using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;
using Samples;

namespace Currency.Feed;

/// <summary>Terminal 2: an HTTP server that knows the rates of a day. It knows nothing of Rpc.</summary>
internal static class FeedRole
{
    /// <summary>What comes before the URL template when the feed is ready.</summary>
    public const string Ready = "feed at ";

    private const string Query = "/rates?base={from}&symbols={to}";

    /// <param name="port">Where it listens on this machine; 0 for any free port.</param>
    /// <param name="delay">How long an answer takes, in milliseconds.</param>
    /// <param name="stop">Ends it.</param>
    public static async Task<int> RunAsync(int port, int delay, CancellationToken stop)
    {
        RateTable table = RateTable.Load();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        await using WebApplication feed = builder.Build();

        var standstill = new Standstill();
        feed.MapGet("/rates", async ([FromQuery(Name = "base")] string from, [FromQuery(Name = "symbols")] string to, HttpContext http) =>
        {
            using var gone = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stop);
            await standstill.WaitAsync(TimeSpan.FromMilliseconds(delay), gone.Token);
            return Answer(table, from, to);
        });
        feed.MapPost("/pause", standstill.Begin);
        feed.MapPost("/resume", standstill.End);
        await StartAsync(feed, port, stop);
        Console.WriteLine($"{Ready}{feed.Urls.Single()}{Query}");
        await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await feed.StopAsync(CancellationToken.None);
        return 0;
    }

    private static Results<Ok<FeedAnswer>, ProblemHttpResult> Answer(RateTable table, string from, string to) => table.Cross(from, to) is { } rate
        ? TypedResults.Ok(new FeedAnswer(from, table.Date, new Dictionary<string, decimal> { [to] = rate }))
        : TypedResults.Problem($"The table has no {(table.PerEuro.ContainsKey(from) ? to : from)}.", statusCode: StatusCodes.Status404NotFound, title: "No such currency");

    private static async Task StartAsync(WebApplication feed, int port, CancellationToken stop)
    {
        try
        {
            await feed.StartAsync(stop);
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            throw new SampleException($"The feed cannot listen on port {port}: {error.Message}");
        }
    }
}
