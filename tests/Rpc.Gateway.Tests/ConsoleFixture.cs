using Microsoft.Playwright;
using Rpc.Tests.Shared;

namespace Rpc.Gateway.Tests;

/// <summary>Debian's Chromium, and <c>rpc ns --console</c> as a process with tasks beside it.</summary>
public sealed class ConsoleFixture : IAsyncLifetime
{
    private static readonly string s_tool = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "rpc.exe" : "rpc");
    private static readonly string[] s_arguments = ["--no-sandbox", "--disable-gpu"];

    private readonly TemporaryFolder _folder = new();
    private ProgramRun? _run;
    private IPlaywright? _playwright;

    internal const string Chromium = "/usr/bin/chromium";

    /// <summary>Why the tests cannot run here; null where they can.</summary>
    public static string? Missing => File.Exists(Chromium) ? null : $"{Chromium} is not installed (eng/install-services.sh)";

    public IBrowser Browser { get; private set; } = null!;

    /// <summary>The address with the key in it.</summary>
    public string Entrance { get; private set; } = "";

    public RemoteUri NameServer { get; private set; } = null!;

    /// <summary>Where screenshots are kept.</summary>
    public static string Screenshots { get; } = Directory.CreateDirectory(RepositoryPaths.Path("artifacts", "console")).FullName;

    public async ValueTask InitializeAsync()
    {
        if (Missing is not null)
        {
            return;
        }

        _run = ProgramRun.Start(s_tool, ["ns", "--listen", "rpc://127.0.0.1:0", "--store", "memory", "--tasks", Path.Combine(_folder.Path, "tasks.db"), "--console", "http://127.0.0.1:0"]);
        string names = await _run.WaitForLineAsync("name server at ", TimeSpan.FromSeconds(30));
        NameServer = RemoteUri.Parse(names.Split(' ', ',')[3]);
        Entrance = (await _run.WaitForLineAsync("console at ", TimeSpan.FromSeconds(30)))["console at ".Length..].Trim();
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Chromium, Args = s_arguments, Timeout = 60_000 });
    }

    /// <summary>A page in a browser of its own, with a theme, that has given the key.</summary>
    public async Task<IPage> OpenAsync(ColorScheme theme = ColorScheme.Light)
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        IBrowserContext context = await Browser.NewContextAsync(new BrowserNewContextOptions { ColorScheme = theme, ViewportSize = new ViewportSize { Width = 1200, Height = 800 } });
        context.SetDefaultTimeout(30_000);
        IPage page = await context.NewPageAsync();
        await page.GotoAsync(Entrance);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
        {
            await Browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (_run is not null)
        {
            await _run.DisposeAsync();
        }

        _folder.Dispose();
    }
}
