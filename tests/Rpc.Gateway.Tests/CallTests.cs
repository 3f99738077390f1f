using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Rpc.Gateway.Tests;

/// <summary>Calls over HTTP: what goes in, and what comes out.</summary>
public sealed class CallTests : IAsyncLifetime
{
    private GatewayHost _host = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await GatewayHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("AddAsync", """{"x":2,"y":3}""", "5")]
    [InlineData("Add", "[2,3]", "5")]
    [InlineData("Add", "[2]", "3")]
    [InlineData("Find(int)", "[7]", null)]
    [InlineData("FindAsync(int)", "[7]", "\"number 7\"")]
    [InlineData("FindAsync(string)", """{"name":"x"}""", "\"name x\"")]
    [InlineData("OrderAsync", """{"order":{"Article":"tea","Count":2,"Gift":true,"To":{"Street":"High Street","Town":"York"}}}""", """{"id":"00000000-0000-0000-0000-000000000000","text":"2 tea as a gift to High Street, York","at":"1970-01-01T00:00:00.0000000\u002B00:00","prices":{"tea":1.5}}""")]
    public async Task A_post_calls_and_answers_with_the_result(string method, string body, string? expected)
    {
        using HttpResponseMessage answer = await _host.Http.PostAsync(new Uri($"rpc/shop.one/{Uri.EscapeDataString(method)}", UriKind.Relative), GatewayHost.Json(body), Token);
        if (expected is null)
        {
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            return;
        }

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        using JsonDocument found = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token));
        using JsonDocument wanted = JsonDocument.Parse(expected);
        Assert.True(JsonElement.DeepEquals(wanted.RootElement, found.RootElement), found.RootElement.GetRawText());
    }

    [Theory]
    [InlineData("Add?x=2&y=3", "5")]
    [InlineData("AddAsync?X=2", "3")]
    [InlineData("Describe?day=2026-11-22&size=Large", "\"2026-11-22 Large - \"")]
    [InlineData("Describe?day=2026-11-22&size=small&note=42&numbers=1&numbers=2", "\"2026-11-22 Small 42 1\\u002B2\"")]
    [InlineData("Describe?day=2026-11-22&size=1&note=a%20b&numbers=%5B3%5D", "\"2026-11-22 Large a b 3\"")]
    public async Task A_get_calls_what_may_be_repeated(string call, string expected)
    {
        using HttpResponseMessage answer = await _host.Http.GetAsync(new Uri($"rpc/shop.one/{call}", UriKind.Relative), Token);
        string text = await answer.Content.ReadAsStringAsync(Token);
        Assert.True(answer.IsSuccessStatusCode, text);
        Assert.Equal(JsonSerializer.Deserialize<JsonElement>(expected).ToString(), JsonSerializer.Deserialize<JsonElement>(text).ToString());
    }

    [Fact]
    public async Task A_one_way_call_is_accepted()
    {
        using HttpResponseMessage answer = await _host.Http.PostAsync(new Uri("rpc/shop.one/Note", UriKind.Relative), GatewayHost.Json("""["hello"]"""), Token);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        for (int i = 0; i < 1_000 && _host.Shop.Notes.IsEmpty; i++)
        {
            await Task.Delay(10, Token);
        }

        Assert.Equal(["hello"], _host.Shop.Notes);
    }

    [Theory]
    [InlineData("GET", "rpc/shop.one/DivideAsync?a=1&b=1", null, 405, "MethodNotAllowed")]
    [InlineData("POST", "rpc/shop.one/DivideAsync", "[1,0]", 500, "Unknown")]
    [InlineData("POST", "rpc/shop.one/RefuseAsync", """["FailedPrecondition"]""", 409, "FailedPrecondition")]
    [InlineData("POST", "rpc/shop.one/RefuseAsync", """["NotFound"]""", 404, "NotFound")]
    [InlineData("POST", "rpc/shop.one/RefuseAsync", """["ResourceExhausted"]""", 429, "ResourceExhausted")]
    [InlineData("POST", "rpc/shop.one/RefuseAsync", """["Unavailable"]""", 503, "Unavailable")]
    [InlineData("POST", "rpc/shop.one/RefuseAsync", """["DeadlineExceeded"]""", 504, "DeadlineExceeded")]
    [InlineData("POST", "rpc/shop.one/RefuseAsync", """["PermissionDenied"]""", 403, "PermissionDenied")]
    [InlineData("POST", "rpc/shop.one/Missing", "[]", 404, "Unimplemented")]
    [InlineData("POST", "rpc/shop.none/AddAsync", "[1]", 404, "NotFound")]
    [InlineData("POST", "rpc/shop.one/AddAsync", """{"x":"two"}""", 400, "InvalidArgument")]
    [InlineData("POST", "rpc/shop.one/AddAsync", "[1,", 400, "InvalidArgument")]
    [InlineData("POST", "rpc/shop.one/AddAsync", "7", 400, "InvalidArgument")]
    [InlineData("GET", "rpc/shop.one/AddAsync?z=1", null, 400, "InvalidArgument")]
    [InlineData("GET", "rpc/shop.one/AddAsync?x=two", null, 400, "InvalidArgument")]
    [InlineData("POST", "rpc/shop.one/SumAsync", "[1]", 501, "Unimplemented")]
    public async Task A_failure_is_a_problem_with_its_status(string verb, string path, string? body, int status, string title)
    {
        using var request = new HttpRequestMessage(new HttpMethod(verb), path) { Content = body is null ? null : GatewayHost.Json(body) };
        using HttpResponseMessage answer = await _host.Http.SendAsync(request, Token);
        JsonElement problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Equal((status, "application/problem+json"), ((int)answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Equal((status, title), (problem.GetProperty("status").GetInt32(), problem.GetProperty("title").GetString()));
        Assert.False(string.IsNullOrEmpty(problem.GetProperty("detail").GetString()));
        Assert.StartsWith("/rpc/", problem.GetProperty("instance").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_well_known_exception_is_named_and_tells_that_the_call_has_run()
    {
        using HttpResponseMessage answer = await _host.Http.PostAsync(new Uri("rpc/shop.one/DivideAsync", UriKind.Relative), GatewayHost.Json("[1,0]"), Token);
        JsonElement problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Equal("System.DivideByZeroException", problem.GetProperty("exception").GetString());
        Assert.Equal(Assert.Single(answer.Headers.GetValues("X-Correlation-Id")), problem.GetProperty("correlationId").GetString());
    }

    [Fact]
    public async Task The_correlation_id_goes_all_the_way_and_comes_back()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "rpc/shop.one/CorrelationAsync") { Headers = { { "X-Correlation-Id", "order-7" } } };
        using HttpResponseMessage answer = await _host.Http.SendAsync(request, Token);
        Assert.Equal("\"order-7\"", await answer.Content.ReadAsStringAsync(Token));
        Assert.Equal("order-7", Assert.Single(answer.Headers.GetValues("X-Correlation-Id")));
        using HttpResponseMessage other = await _host.Http.PostAsync(new Uri("rpc/shop.one/CorrelationAsync", UriKind.Relative), null, Token);
        Assert.Equal($"\"{Assert.Single(other.Headers.GetValues("X-Correlation-Id"))}\"", await other.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task A_timeout_of_the_request_bounds_the_call()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "rpc/shop.one/WaitAsync") { Headers = { { "X-Rpc-Timeout", "0.2" } } };
        using HttpResponseMessage answer = await _host.Http.SendAsync(request, Token);
        Assert.Equal(HttpStatusCode.GatewayTimeout, answer.StatusCode);
        using var wrong = new HttpRequestMessage(HttpMethod.Post, "rpc/shop.one/WaitAsync") { Headers = { { "X-Rpc-Timeout", "soon" } } };
        using HttpResponseMessage refused = await _host.Http.SendAsync(wrong, Token);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task A_body_whose_length_nobody_tells_is_read_up_to_the_limit()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "rpc/shop.one/Note") { Content = GatewayHost.Json($"[\"{new string('x', 1 << 20)}\"]"), Headers = { TransferEncodingChunked = true } };
        using HttpResponseMessage answer = await _host.Http.SendAsync(request, Token);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        using var fits = new HttpRequestMessage(HttpMethod.Post, "rpc/shop.one/AddAsync") { Content = GatewayHost.Json($"[2]{new string(' ', (1 << 20) - 3)}"), Headers = { TransferEncodingChunked = true } };
        using HttpResponseMessage sum = await _host.Http.SendAsync(fits, Token);
        Assert.Equal("3", await sum.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task A_body_that_is_too_long_or_no_json_is_refused()
    {
        using HttpResponseMessage tooLong = await _host.Http.PostAsync(new Uri("rpc/shop.one/Note", UriKind.Relative), GatewayHost.Json($"[\"{new string('x', 1 << 20)}\"]"), Token);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLong.StatusCode);
        using HttpResponseMessage form = await _host.Http.PostAsync(new Uri("rpc/shop.one/Note", UriKind.Relative), new StringContent("[\"x\"]"), Token);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, form.StatusCode);
    }
}
