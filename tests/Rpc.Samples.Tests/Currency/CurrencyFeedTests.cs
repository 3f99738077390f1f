using Microsoft.AspNetCore.Http;
using Rpc.Tests.Shared;

namespace Rpc.Samples.Tests;

/// <summary>What samples/Currency says of feeds that fail, and of URLs that it does not fetch.</summary>
[Collection(nameof(CurrencyProcesses))] // one after another: each test is up to seven processes
public sealed class CurrencyFeedTests
{
    [Fact]
    public async Task What_is_wrong_with_a_pair_or_its_feed_is_told_beside_it_and_the_others_are_fetched()
    {
        await using TestFeed feed = await TestFeed.StartAsync(answer: MisbehaveAsync);
        await using CurrencyProcesses all = await CurrencyProcesses.StartAsync();
        await all.StartWorkerAsync(feed.Template("worker"), "--timeout", "3000");

        // The silent one first: its time is over whether the worker has warmed up or not.
        await using ProgramRun run = await all.FetchAsync("EUR/NIL", "EUR/XXX", "EUR/ERR", "EUR/MOV", "EUR/TXT", "EUR/NEG", "EUR/STR", "EUR/OTH", "EUR/BIG", "EUR/CUT", "eur/usd", "EUR/USD\n", "EUR/USD");

        Assert.Equal(1, await run.ExitAsync());
        Assert.Equal(string.Empty, run.Errors);
        AssertLine("EUR/NIL", "did not answer in 3 s.");
        AssertLine("EUR/XXX", "has no EUR/XXX: Sorry");
        AssertLine("EUR/ERR", "answered 500 (InternalServerError).");
        AssertLine("EUR/MOV", "answered 302 (");
        AssertLine("EUR/TXT", "holds no rate of EUR/TXT.");
        AssertLine("EUR/NEG", "holds no rate of EUR/NEG.");
        AssertLine("EUR/STR", "holds no rate of EUR/STR.");
        AssertLine("EUR/OTH", "holds no rate of EUR/OTH.");
        AssertLine("EUR/BIG", "answered with more than 64 KiB.");
        AssertLine("EUR/CUT", "does not answer:");
        AssertLine("eur/usd", "A pair is two codes of three capital letters, as EUR/USD.");
        AssertLine("EUR/USD ", "A pair is two codes of three capital letters, as EUR/USD.");
        CurrencyProcesses.AssertRates(1, run.Output);
        Assert.DoesNotContain('\e', run.Output);

        void AssertLine(string pair, string failure) =>
            Assert.Single(run.Output.Split('\n'), line => line.StartsWith($"{pair} ", StringComparison.Ordinal) && line.Contains(failure, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_url_template_that_is_none_or_leads_nowhere_is_told()
    {
        await using TestFeed feed = await TestFeed.StartAsync();
        await using CurrencyProcesses all = await CurrencyProcesses.StartAsync();
        await all.StartWorkerAsync(feed.Template("worker"));

        await AssertRefusedAsync("ftp://127.0.0.1/{from}/{to}", "A URL template begins with http:// or https:// and a host.");
        await AssertRefusedAsync("file:///etc/{from}{to}", "A URL template begins with http:// or https:// and a host.");
        await AssertRefusedAsync(feed.Template("caller").Replace("{to}", "USD", StringComparison.Ordinal), "A URL template holds {from} and {to}");
        await AssertRefusedAsync($"http://user:secret@127.0.0.1:1/{{from}}/{{to}}?key=secret", "The feed at http://127.0.0.1:1 does not answer: ");
        Assert.Empty(feed.Requests);

        await using ProgramRun good = await all.FetchAsync("EUR/USD", "--url-template", feed.Template("caller"));
        Assert.Equal(0, await good.ExitAsync());
        Assert.Equal(["caller", "caller"], feed.Requests.Select(request => request.Asker));

        async Task AssertRefusedAsync(string template, string why)
        {
            await using ProgramRun run = await all.FetchAsync("EUR/USD", "--url-template", template);
            Assert.Equal(1, await run.ExitAsync());
            Assert.Contains(why, run.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", run.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_worker_with_its_own_template_only_fetches_nothing_that_a_caller_names()
    {
        await using TestFeed feed = await TestFeed.StartAsync();
        await using CurrencyProcesses all = await CurrencyProcesses.StartAsync();
        await all.StartWorkerAsync(feed.Template("own"), "--own-template-only");

        await using ProgramRun refused = await all.FetchAsync("EUR/USD", "--url-template", feed.Template("caller"));
        await using ProgramRun fetched = await all.FetchAsync("EUR/USD");

        Assert.Equal(1, await refused.ExitAsync());
        Assert.Contains("This worker fetches from its own feed only", refused.Output, StringComparison.Ordinal);
        Assert.Equal(0, await fetched.ExitAsync());
        Assert.Equal(["own", "own"], feed.Requests.Select(request => request.Asker));
    }

    private static async Task MisbehaveAsync(TestFeedRequest request, HttpContext http)
    {
        switch (request.To)
        {
            case "NIL":
                await Task.Delay(Timeout.Infinite, http.RequestAborted);
                break;
            case "XXX":
                http.Response.StatusCode = 404;
                await http.Response.WriteAsJsonAsync(new { detail = "Sorry\r\n\e[31mno\e[0m such thing" });
                break;
            case "ERR":
                http.Response.StatusCode = 500;
                break;
            case "MOV":
                http.Response.Redirect("/elsewhere/EUR/USD");
                break;
            case "TXT":
                await http.Response.WriteAsync("<html>");
                break;
            case "NEG":
                await http.Response.WriteAsync("""{"base":"EUR","rates":{"NEG":-1}}""");
                break;
            case "STR":
                await http.Response.WriteAsync("""{"base":"EUR","rates":{"STR":"1"}}""");
                break;
            case "OTH":
                await http.Response.WriteAsync("""{"base":"USD","rates":{"OTH":1}}""");
                break;
            case "BIG":
                await http.Response.WriteAsync(new string(' ', 65 * 1024));
                break;
            case "CUT":
                http.Abort();
                break;
            default:
                await TestFeed.AnswerAsync(request, http);
                break;
        }
    }
}
