using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Rpc.Gateway.Tests;

/// <summary>Who may call what, from where.</summary>
public sealed class AccessTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    [InlineData("")]
    public async Task Without_the_key_nothing_is_answered_not_even_the_page(string? key)
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        using var http = new HttpClient { BaseAddress = host.Address };
        foreach (string path in new[] { "rpc/shop.one/Add?x=1", "rpc/openapi.json", "rpc/shop.one/openapi.json", "console/", "console/console.js", "console/api/names", "console/api/objects/shop.one", "console/api/objects/shop.one/load" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (key is not null)
            {
                request.Headers.Add("X-Api-Key", key);
            }

            using HttpResponseMessage answer = await http.SendAsync(request, Token);
            Assert.Equal((path, HttpStatusCode.Forbidden), (path, answer.StatusCode));
        }
    }

    [Theory]
    [InlineData("hidden")]
    [InlineData("nothing.of.that.name")]
    [InlineData("rpc.nameserver")]
    public async Task A_name_that_is_not_exposed_is_refused_whether_or_not_it_exists(string name)
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        foreach (string path in new[] { $"rpc/{name}/Add?x=1", $"rpc/{name}/openapi.json", $"console/api/objects/{name}", $"console/api/objects/{name}/health", $"console/api/objects/{name}/load" })
        {
            using HttpResponseMessage answer = await host.Http.GetAsync(new Uri(path, UriKind.Relative), Token);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.Contains("not among the names", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_key_may_be_for_some_names_and_a_bearer_token_is_a_key()
    {
        await using GatewayHost host = await GatewayHost.StartAsync(static o => o.Expose("*").RequireApiKey("all").RequireApiKey("few", "shop.*"));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(host, "rpc/hidden/Add?x=1", ("Authorization", "Bearer all")));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(host, "rpc/shop.one/Add?x=1", ("Authorization", "bearer few")));
        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync(host, "rpc/hidden/Add?x=1", ("Authorization", "Bearer few")));
        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync(host, "rpc/hidden/Add?x=1", ("Authorization", "Basic all")));
    }

    [Fact]
    public async Task Without_a_key_nobody_gets_in_unless_that_is_said()
    {
        await using GatewayHost closed = await GatewayHost.StartAsync(static o => o.Expose("*"));
        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync(closed, "rpc/shop.one/Add?x=1"));
        await using GatewayHost open = await GatewayHost.StartAsync(static o => o.Expose("*").AllowAnonymous = true);
        Assert.Equal(HttpStatusCode.OK, await GetAsync(open, "rpc/shop.one/Add?x=1"));
    }

    [Fact]
    public async Task The_hosts_own_authorization_lets_in()
    {
        await using GatewayHost host = await GatewayHost.StartAsync(
            static o => o.Expose("*"),
            static application =>
            {
                application.UseAuthentication();
                application.UseAuthorization();
                application.MapRpcGateway("/api").RequireAuthorization();
            },
            static services =>
            {
                services.AddAuthentication("test").AddScheme<AuthenticationSchemeOptions, HeaderAuthentication>("test", null);
                services.AddAuthorization();
            });
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(host, "api/shop.one/Add?x=1"));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(host, "api/shop.one/Add?x=1", ("X-Test-User", "ali")));
    }

    [Theory]
    [InlineData("evil.example", HttpStatusCode.Forbidden)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("api.example", HttpStatusCode.OK)]
    public async Task A_foreign_host_name_is_refused(string name, HttpStatusCode expected)
    {
        await using GatewayHost host = await GatewayHost.StartAsync(static o =>
        {
            o.Expose("*").RequireApiKey(GatewayHost.Key);
            o.AllowedHosts.Add("api.example");
        });
        Assert.Equal(expected, await GetAsync(host, "rpc/shop.one/Add?x=1", ("Host", name), ("X-Api-Key", GatewayHost.Key)));
    }

    [Fact]
    public async Task Pages_of_other_origins_are_refused_and_hear_nothing_of_cors_unless_allowed()
    {
        await using GatewayHost host = await GatewayHost.StartAsync(static o =>
        {
            o.Expose("*").RequireApiKey(GatewayHost.Key);
            o.AllowedOrigins.Add("https://app.example");
        });
        foreach ((string origin, HttpStatusCode status, bool cors) in new[] { ("https://evil.example", HttpStatusCode.Forbidden, false), ("null", HttpStatusCode.Forbidden, false), ("https://app.example", HttpStatusCode.OK, true) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "rpc/shop.one/Add?x=1") { Headers = { { "Origin", origin } } };
            using HttpResponseMessage answer = await host.Http.SendAsync(request, Token);
            Assert.Equal((status, cors), (answer.StatusCode, answer.Headers.Contains("Access-Control-Allow-Origin")));
            using var preflight = new HttpRequestMessage(HttpMethod.Options, "rpc/shop.one/Add") { Headers = { { "Origin", origin }, { "Access-Control-Request-Method", "POST" } } };
            using HttpResponseMessage asked = await host.Http.SendAsync(preflight, Token);
            Assert.Equal(cors, asked.IsSuccessStatusCode);
            Assert.Equal(cors, asked.Headers.Contains("Access-Control-Allow-Headers"));
        }

        using var own = new HttpRequestMessage(HttpMethod.Get, "rpc/shop.one/Add?x=1") { Headers = { { "Origin", host.Address.GetLeftPart(UriPartial.Authority) } } };
        using HttpResponseMessage same = await host.Http.SendAsync(own, Token);
        Assert.Equal(HttpStatusCode.OK, same.StatusCode);
    }

    [Fact]
    public async Task The_console_lets_nobody_in_under_a_foreign_host_name_or_from_a_page_of_another_origin()
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        foreach ((string header, string value) in new[] { ("Host", "evil.example"), ("Origin", "https://evil.example"), ("Origin", "null") })
        {
            using var page = new HttpRequestMessage(HttpMethod.Get, $"console/?key={GatewayHost.Key}");
            using var form = new HttpRequestMessage(HttpMethod.Post, "console/") { Content = new FormUrlEncodedContent([KeyValuePair.Create("key", GatewayHost.Key)]) };
            using var names = new HttpRequestMessage(HttpMethod.Get, "console/api/names");
            using var call = new HttpRequestMessage(HttpMethod.Post, "console/api/call/shop.one/Add") { Content = GatewayHost.Json("[1]") };
            foreach (HttpRequestMessage request in new[] { page, form, names, call })
            {
                request.Headers.TryAddWithoutValidation(header, value);
                using HttpResponseMessage answer = await host.Http.SendAsync(request, Token);
                Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
                Assert.False(answer.Headers.Contains("Set-Cookie"));
            }
        }
    }

    [Theory]
    [InlineData("cross-site", HttpStatusCode.Forbidden)]
    [InlineData("same-site", HttpStatusCode.Forbidden)]
    [InlineData("same-origin", HttpStatusCode.OK)]
    [InlineData("none", HttpStatusCode.OK)]
    public async Task What_a_page_of_another_site_asks_for_without_an_origin_is_refused(string site, HttpStatusCode expected)
    {
        await using GatewayHost host = await GatewayHost.StartAsync(static o => o.Expose("*").AllowAnonymous = true);
        Assert.Equal(expected, await GetAsync(host, "rpc/shop.one/Add?x=1", ("Sec-Fetch-Site", site)));
        Assert.Equal(expected, await GetAsync(host, "console/api/objects/shop.one", ("Sec-Fetch-Site", site)));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(host, "console/", ("Sec-Fetch-Site", site)));
    }

    [Fact]
    public async Task A_key_in_the_consoles_address_becomes_a_cookie_that_neither_scripts_nor_other_sites_get()
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        using var handler = new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false, CheckCertificateRevocationList = true };
        using var http = new HttpClient(handler) { BaseAddress = host.Address };
        using HttpResponseMessage answer = await http.GetAsync(new Uri($"console/?key={GatewayHost.Key}", UriKind.Relative), Token);
        Assert.Equal((HttpStatusCode.Redirect, "/console/"), (answer.StatusCode, answer.Headers.Location!.ToString()));
        string cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.DoesNotContain(GatewayHost.Key, cookie, StringComparison.Ordinal);
        foreach (string part in new[] { "httponly", "samesite=strict", "path=/console/" })
        {
            Assert.Contains(part, cookie, StringComparison.OrdinalIgnoreCase);
        }

        using HttpResponseMessage called = await http.GetAsync(new Uri($"rpc/shop.one/Add?x=1&key={GatewayHost.Key}", UriKind.Relative), Token);
        Assert.Equal(HttpStatusCode.Forbidden, called.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await GetAsync(host, "console/", ("Cookie", cookie.Split(';')[0])));
        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync(host, "console/", ("Cookie", "rpc-console=00")));
    }

    [Fact]
    public async Task One_call_too_many_is_refused_and_the_others_go_on()
    {
        await using GatewayHost host = await GatewayHost.StartAsync(static o =>
        {
            o.Expose("*").RequireApiKey(GatewayHost.Key);
            o.MaxConcurrentCalls = 1;
        });
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task<HttpResponseMessage> waiting = host.Http.PostAsync(new Uri("rpc/shop.one/WaitAsync", UriKind.Relative), null, end.Token);
        await host.Shop.Waiting.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
        using HttpResponseMessage refused = await host.Http.GetAsync(new Uri("rpc/shop.one/Add?x=1", UriKind.Relative), Token);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        for (int i = 0; i < 1_000; i++)
        {
            if (await GetAsync(host, "rpc/shop.one/Add?x=1", ("X-Api-Key", GatewayHost.Key)) == HttpStatusCode.OK)
            {
                return;
            }

            await Task.Delay(10, Token);
        }

        Assert.Fail("The place of the call that its client left was never free again.");
    }

    [Fact]
    public async Task A_name_of_the_gateways_own_needs_no_name_server()
    {
        await using var server = new RpcServer();
        await server.ListenAsync("rpc://127.0.0.1:0");
        RemoteUri uri = server.Add<IShop>(new Shop());
        await using GatewayHost host = await GatewayHost.StartAsync(o => o.ExposeObject("mine", uri.ToString()).RequireApiKey(GatewayHost.Key));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(host, "rpc/mine/Add?x=1", ("X-Api-Key", GatewayHost.Key)));
        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync(host, "rpc/shop.one/Add?x=1", ("X-Api-Key", GatewayHost.Key)));
    }

    [Fact]
    public async Task Mistakes_in_the_options_fail_the_start()
    {
        OptionsValidationException error = await Assert.ThrowsAsync<OptionsValidationException>(() => GatewayHost.StartAsync(static o =>
        {
            o.MaxConcurrentCalls = 0;
            o.AllowedOrigins.Add("app.example/path");
        }));
        Assert.Equal(2, error.Failures.Count());
    }

    private static async Task<HttpStatusCode> GetAsync(GatewayHost host, string path, params (string Name, string Value)[] headers)
    {
        using var http = new HttpClient { BaseAddress = host.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using HttpResponseMessage answer = await http.SendAsync(request, Token);
        return answer.StatusCode;
    }
}
