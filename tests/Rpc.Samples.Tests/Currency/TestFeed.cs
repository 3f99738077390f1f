using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Rpc.Samples.Tests;

/// <summary>A feed that waits where a test says, and knows which worker has asked for what: each worker has a URL template of its own.</summary>
internal sealed class TestFeed : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<TestFeedRequest> _requests = [];

    private TestFeed(WebApplication app) => _app = app;

    /// <summary>All requests so far, in the order in which they came.</summary>
    public IReadOnlyList<TestFeedRequest> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>Those that wait for their answer now.</summary>
    public IReadOnlyList<TestFeedRequest> Waiting => [.. Requests.Where(request => request.State == TestFeedState.Waiting)];

    /// <summary>Those whose asker went away before the answer.</summary>
    public IReadOnlyList<TestFeedRequest> Dropped => [.. Requests.Where(request => request.State == TestFeedState.Dropped)];

    /// <summary>Starts on a free port.</summary>
    /// <param name="before">What comes before each answer; null for nothing.</param>
    /// <param name="answer">What is answered; null for the rate.</param>
    public static async Task<TestFeed> StartAsync(Func<TestFeedRequest, Task>? before = null, Func<TestFeedRequest, HttpContext, Task>? answer = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var feed = new TestFeed(builder.Build());
        feed._app.Run(http => feed.ServeAsync(http, before ?? (_ => Task.CompletedTask), answer ?? AnswerAsync));
        await feed._app.StartAsync();
        return feed;
    }

    /// <summary>The URL template that marks who asks.</summary>
    public string Template(string asker) => $"{_app.Urls.Single()}/{asker}/{{from}}/{{to}}";

    /// <summary>The rate of a pair: another one for each.</summary>
    public static decimal RateOf(string from, string to) => from.Sum(c => c) + (to.Aggregate(0, (sum, c) => (sum * 31) + c) / 1000m);

    /// <summary>Answers as a feed should.</summary>
    public static Task AnswerAsync(TestFeedRequest request, HttpContext http) => http.Response.WriteAsJsonAsync(
        new Dictionary<string, object> { ["base"] = request.From, ["rates"] = new Dictionary<string, decimal> { [request.To] = RateOf(request.From, request.To) } });

    /// <summary>Waits, time-bounded, until something is true.</summary>
    public async Task UntilAsync(Func<bool> condition, string what)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"Never {what}: {Requests.Count} requests, {Waiting.Count} wait, {Dropped.Count} were dropped.");
            await Task.Delay(20);
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ServeAsync(HttpContext http, Func<TestFeedRequest, Task> before, Func<TestFeedRequest, HttpContext, Task> answer)
    {
        string[] path = http.Request.Path.Value!.Split('/');
        TestFeedRequest request;
        lock (_requests)
        {
            request = new TestFeedRequest(_requests.Count + 1, path[1], path[2], path[3]);
            _requests.Add(request);
        }

        try
        {
            await before(request).WaitAsync(http.RequestAborted);
            await answer(request, http);
            request.State = TestFeedState.Answered;
        }
        catch (OperationCanceledException)
        {
            request.State = TestFeedState.Dropped;
        }
    }
}
