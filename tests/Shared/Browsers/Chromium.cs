using Microsoft.Playwright;

namespace Rpc.Tests.Shared.Browsers;

/// <summary>Debian's Chromium, in which pages are looked at.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private const string Executable = "/usr/bin/chromium";

    private static readonly string[] s_arguments = ["--no-sandbox", "--disable-gpu"];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Chromium(IPlaywright playwright, IBrowser browser)
    {
        _playwright = playwright;
        _browser = browser;
    }

    /// <summary>Why it cannot be used here; null where it can.</summary>
    public static string? Missing => File.Exists(Executable) ? null : $"{Executable} is not installed (eng/install-services.sh)";

    public static async Task<Chromium> LaunchAsync()
    {
        IPlaywright playwright = await Playwright.CreateAsync();
        return new Chromium(playwright, await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Executable, Args = s_arguments, Timeout = 60_000 }));
    }

    /// <summary>An empty page in a browser of its own.</summary>
    public async Task<IPage> NewPageAsync(ColorScheme theme = ColorScheme.Light, int width = 1200, int height = 800)
    {
        IBrowserContext context = await _browser.NewContextAsync(new BrowserNewContextOptions { ColorScheme = theme, ViewportSize = new ViewportSize { Width = width, Height = height } });
        context.SetDefaultTimeout(30_000);
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
