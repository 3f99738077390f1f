using System.Net;
using System.Text.Json;

namespace Rpc.Gateway.Tests;

/// <summary>Streams over HTTP.</summary>
public sealed class StreamTests : IAsyncLifetime
{
    private GatewayHost _host = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await GatewayHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Items_come_one_a_line()
    {
        using HttpResponseMessage answer = await SendAsync("[3]", "*/*");
        Assert.Equal("application/x-ndjson", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("1\n2\n3\n", await answer.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task Items_come_as_events_to_who_takes_them()
    {
        using HttpResponseMessage answer = await SendAsync("[2]", "text/event-stream");
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("data: 1\n\ndata: 2\n\nevent: end\ndata: null\n\n", await answer.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task A_stream_that_fails_before_its_first_item_is_a_problem()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "rpc/shop.one/CountAsync") { Content = GatewayHost.Json("""{"to":"x"}""") };
        using HttpResponseMessage answer = await _host.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_stream_that_fails_later_ends_with_an_event_that_says_so()
    {
        using HttpResponseMessage answer = await SendAsync("""{"to":5,"failAfter":2}""", "text/event-stream");
        string text = await answer.Content.ReadAsStringAsync(Token);
        Assert.StartsWith("data: 1\n\ndata: 2\n\nevent: error\ndata: {", text, StringComparison.Ordinal);
        Assert.Equal("DataLoss", JsonSerializer.Deserialize<JsonElement>(text.Split("data: ")[^1]).GetProperty("rpcStatus").GetString());
    }

    [Fact]
    public async Task Lines_of_a_stream_that_fails_later_are_cut_off()
    {
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            using HttpResponseMessage answer = await SendAsync("""{"to":5,"failAfter":2}""", "application/x-ndjson");
            await answer.Content.ReadAsStringAsync(Token);
        });
    }

    [Fact]
    public async Task Hundreds_of_thousands_of_items_arrive()
    {
        using HttpResponseMessage answer = await SendAsync("[200000]", "*/*");
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(Token));
        int expected = 0;
        while (await reader.ReadLineAsync(Token) is { } line)
        {
            Assert.Equal(++expected, int.Parse(line, System.Globalization.CultureInfo.InvariantCulture));
        }

        Assert.Equal(200_000, expected);
    }

    private Task<HttpResponseMessage> SendAsync(string body, string accept)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "rpc/shop.one/CountAsync") { Content = GatewayHost.Json(body), Headers = { { "Accept", accept } } };
        return _host.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
    }
}
