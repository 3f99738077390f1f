using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Rpc.Tasks;
using Rpc.Tests.Shared.Browsers;
using Rpc.Tasks.Hub;

namespace Rpc.Gateway.Tests;

/// <summary>The console in a real browser. Screenshots are kept in artifacts/console.</summary>
public sealed partial class ConsoleTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Names_are_listed_searched_described_and_called_with_a_form(ColorScheme theme)
    {
        await using var served = await ServedShop.StartAsync(fixture.NameServer, $"shop.{theme}");
        IPage page = await fixture.OpenAsync(theme);
        Assert.DoesNotContain("key=", page.Url, StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = $"shop.{theme}" }).WaitForAsync();
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync($"shop.{theme}".ToLowerInvariant());
        await Expect(page.Locator("#names li")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("main h2")).ToHaveTextAsync($"shop.{theme}");
        await Expect(page.Locator("main")).ToContainTextAsync("Sells things.");

        ILocator order = page.Locator("details", new() { HasText = "OrderAsync" });
        await order.Locator("summary").ClickAsync();
        await order.GetByLabel("article").FillAsync("tea");
        await order.GetByLabel("Count").FillAsync("2");
        await order.GetByLabel("Gift").SelectOptionAsync("true");
        await order.GetByLabel("Street").FillAsync("High Street");
        await order.GetByLabel("Town").FillAsync("York");
        await order.GetByRole(AriaRole.Button, new() { Name = "Call", Exact = true }).ClickAsync();
        await Expect(order.Locator("pre.result")).ToContainTextAsync("2 tea as a gift to High Street, York");
        await page.ScreenshotAsync(new() { Path = Path.Combine(ConsoleFixture.Screenshots, $"call-{theme.ToString().ToLowerInvariant()}.png"), FullPage = true });

        ILocator count = page.Locator("details", new() { HasText = "CountAsync" });
        await count.Locator("summary").ClickAsync();
        await count.GetByLabel("to").First.FillAsync("3");
        await count.GetByRole(AriaRole.Button, new() { Name = "Call", Exact = true }).ClickAsync();
        await Expect(count.Locator("form")).ToContainTextAsync("3 items, ended");

        ILocator divide = page.Locator("details", new() { HasText = "DivideAsync" });
        await divide.Locator("summary").ClickAsync();
        await divide.GetByLabel("a", new() { Exact = false }).First.FillAsync("1");
        await divide.GetByLabel("b", new() { Exact = false }).First.FillAsync("0");
        await divide.GetByRole(AriaRole.Button, new() { Name = "Call", Exact = true }).ClickAsync();
        await Expect(divide.GetByRole(AriaRole.Alert)).ToContainTextAsync("divide by zero");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Names_come_and_go_while_the_page_is_open()
    {
        IPage page = await fixture.OpenAsync();
        await Expect(page.Locator("#link")).ToHaveTextAsync("Connected");
        ILocator entry = page.GetByRole(AriaRole.Button, new() { Name = "shop.visitor" });
        await Expect(entry).ToHaveCountAsync(0);
        await using (await ServedShop.StartAsync(fixture.NameServer, "shop.visitor"))
        {
            await Expect(entry).ToHaveCountAsync(1);
            await entry.ClickAsync();
            await Expect(page.Locator("main")).ToContainTextAsync("Sells things.");
            await Expect(page.Locator("#gone")).ToBeHiddenAsync();
        }

        await Expect(entry).ToHaveCountAsync(0);
        await Expect(page.Locator("#gone")).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Load_and_health_of_an_object_are_shown(ColorScheme theme)
    {
        string name = $"busy.{theme}";
        await using var served = await ServedShop.StartAsync(fixture.NameServer, name);
        IPage page = await fixture.OpenAsync(theme);
        await page.GetByRole(AriaRole.Button, new() { Name = name }).ClickAsync();
        await page.GetByRole(AriaRole.Tab, new() { Name = "Instances" }).ClickAsync();
        await Expect(page.Locator("td.good")).ToContainTextAsync("ms");
        await page.GetByRole(AriaRole.Tab, new() { Name = "Load" }).ClickAsync();
        using var end = new CancellationTokenSource();
        Task calls = served.CallUntilAsync(end.Token);
        await Expect(page.Locator("#panel tbody")).ToContainTextAsync("AddAsync(int,int)");
        await Expect(page.Locator("#panel tbody")).ToContainTextAsync("DivideAsync(int,int)");
        await Expect(page.Locator("svg polyline.first")).ToHaveCountAsync(2);
        await Expect(page.Locator("svg polyline.first").First).ToHaveAttributeAsync("points", SeveralPoints());
        await page.ScreenshotAsync(new() { Path = Path.Combine(ConsoleFixture.Screenshots, $"load-{theme.ToString().ToLowerInvariant()}.png"), FullPage = true });
        await end.CancelAsync();
        await calls;
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Tasks_are_listed_and_a_failed_one_is_retried_and_a_waiting_one_cancelled()
    {
        Assert.SkipWhen(Chromium.Missing is not null, Chromium.Missing ?? "");
        await using RpcTasks tasks = await RpcTasks.OpenAsync(builder => builder.UseHub("rpcname:tasks", client => client.NameServers = [fixture.NameServer]));
        bool works = false;
        await using var worker = await tasks.StartWorkerAsync(options => options.Handle<IShop>(new RefusingShop(() => works)));
        TaskHandle<int> failing = await tasks.EnqueueAsync(ShopCalls.Divide(6, 3), new EnqueueOptions { Retry = RetryPolicy.None });
        await Assert.ThrowsAnyAsync<Exception>(async () => await failing);
        TaskHandle<int> later = await tasks.EnqueueAsync(ShopCalls.Divide(1, 1), new EnqueueOptions { Delay = TimeSpan.FromHours(1) });

        IPage page = await fixture.OpenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "tasks", Exact = true }).ClickAsync();
        ILocator row = page.Locator("tr", new() { HasText = failing.Id.ToString() });
        await Expect(row).ToContainTextAsync("Failed");
        await page.ScreenshotAsync(new() { Path = Path.Combine(ConsoleFixture.Screenshots, "tasks-light.png"), FullPage = true });
        works = true;
        await row.GetByRole(AriaRole.Button, new() { NameRegex = Retry() }).ClickAsync();
        await Expect(row).ToContainTextAsync("Succeeded");
        Assert.Equal(2, await failing.GetResultAsync());
        ILocator waiting = page.Locator("tr", new() { HasText = later.Id.ToString() });
        await waiting.GetByRole(AriaRole.Button, new() { NameRegex = Cancel() }).ClickAsync();
        await Expect(waiting).ToContainTextAsync("Cancelled");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Without_the_key_there_is_a_page_that_asks_for_it_and_a_form_that_takes_it()
    {
        Assert.SkipWhen(Chromium.Missing is not null, Chromium.Missing ?? "");
        var entrance = new Uri(fixture.Entrance);
        IPage page = await fixture.NewPageAsync();
        IResponse? refused = await page.GotoAsync(entrance.GetLeftPart(UriPartial.Path));
        Assert.Equal(403, refused!.Status);
        await page.GetByLabel("Key").FillAsync("wrong");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enter" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("That is not the key.");
        await page.GetByLabel("Key").FillAsync(Uri.UnescapeDataString(entrance.Query["?key=".Length..]));
        await page.GetByRole(AriaRole.Button, new() { Name = "Enter" }).ClickAsync();
        await Expect(page.Locator("#link")).ToHaveTextAsync("Connected");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Markup_of_others_is_shown_as_it_is_written_and_does_nothing()
    {
        Assert.SkipWhen(Chromium.Missing is not null, Chromium.Missing ?? "");
        await using var server = new RpcServer(new RpcServerOptions { NameServers = [fixture.NameServer] });
        await server.ListenAsync("rpc://127.0.0.1:0");
        await server.PublishAsync<IMarkup>(MarkupShop.Markup, new MarkupShop(), new PublishOptions { Tags = [MarkupShop.Markup] });

        IPage page = await fixture.OpenAsync();
        await page.Locator("#names button", new() { HasText = MarkupShop.Markup }).ClickAsync();
        await Expect(page.Locator("main h2")).ToHaveTextAsync(MarkupShop.Markup);
        await Expect(page.Locator("main > p").Last).ToContainTextAsync(MarkupShop.Markup);
        foreach ((string method, string output) in new[] { ("ReadAsync", "pre.result"), ("FailAsync", "[role=alert]") })
        {
            ILocator form = page.Locator("details", new() { HasText = method });
            await Expect(form.Locator("summary")).ToContainTextAsync(MarkupShop.Markup);
            await form.Locator("summary").ClickAsync();
            await form.GetByLabel("text").FillAsync(MarkupShop.Markup);
            await form.GetByRole(AriaRole.Button, new() { Name = "Call", Exact = true }).ClickAsync();
            await Expect(form.Locator(output)).ToContainTextAsync("onerror");
        }

        await page.GetByRole(AriaRole.Tab, new() { Name = "Instances" }).ClickAsync();
        await Expect(page.Locator("#panel .tag")).ToHaveTextAsync(MarkupShop.Markup);
        await Expect(page.Locator("img")).ToHaveCountAsync(0);
        Assert.Null(await page.EvaluateAsync<string?>("() => window.ran ?? null"));

        // Even where the page were wrong: its policy runs nothing that stands in markup.
        string refused = await page.EvaluateAsync<string>("""
            markup => new Promise(done => {
                document.addEventListener("securitypolicyviolation", violation => done(violation.effectiveDirective));
                document.body.insertAdjacentHTML("beforeend", markup);
            })
            """, MarkupShop.Markup);
        Assert.Equal("script-src-attr", refused);
        Assert.Null(await page.EvaluateAsync<string?>("() => window.ran ?? null"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_page_is_usable_with_a_keyboard_and_says_what_it_is_and_makes_no_errors()
    {
        await using var served = await ServedShop.StartAsync(fixture.NameServer, "shop.keys");
        IPage page = await fixture.OpenAsync();
        var errors = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                errors.Add(message.Text);
            }
        };
        page.PageError += (_, error) => errors.Add(error);
        var foreign = new List<string>();
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(new Uri(fixture.Entrance).GetLeftPart(UriPartial.Authority), StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                foreign.Add(request.Url);
            }
        };
        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "shop.keys" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Tab, new() { Name = "Methods" }).FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.GetByRole(AriaRole.Tab, new() { Name = "Load" })).ToHaveAttributeAsync("aria-selected", "true");
        string unlabelled = await page.EvaluateAsync<string>("""() => [...document.querySelectorAll("button, input, select, textarea")].filter(one => !(one.textContent.trim() || one.labels?.length || one.getAttribute("aria-label"))).map(one => one.outerHTML).join("\n")""");
        Assert.Equal("", unlabelled);
        await page.GetByRole(AriaRole.Button, new() { NameRegex = Theme() }).ClickAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "light");
        await page.SetViewportSizeAsync(400, 800);
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= 400"), "The page is wider than a phone.");
        Assert.Empty(errors);
        Assert.Empty(foreign);
        await page.Context.CloseAsync();
    }

    private static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);

    [GeneratedRegex("^Retry ")]
    private static partial Regex Retry();

    [GeneratedRegex("^Cancel ")]
    private static partial Regex Cancel();

    [GeneratedRegex("^[0-9.,]+ [0-9.,]+ ")]
    private static partial Regex SeveralPoints();

    [GeneratedRegex("^Theme")]
    private static partial Regex Theme();
}
