using Microsoft.Playwright;
using Rpc.Tests.Shared;
using Rpc.Tests.Shared.Browsers;

namespace Rpc.Gateway.Tests;

/// <summary>Debian's Chromium, and <c>rpc ns --console</c> as a process with tasks beside it.</summary>
public sealed class ConsoleFixture : IAsyncLifetime
{
    private static readonly string s_tool = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "rpc.exe" : "rpc");

    private readonly TemporaryFolder _folder = new();
    private ProgramRun? _run;
    private Chromium? _browser;

    /// <summary>The address with the key in it.</summary>
    public string Entrance { get; private set; } = "";

    public RemoteUri NameServer { get; private set; } = null!;

    /// <summary>Where screenshots are kept.</summary>
    public static string Screenshots { get; } = Directory.CreateDirectory(RepositoryPaths.Path("artifacts", "console")).FullName;

    public async ValueTask InitializeAsync()
    {
        if (Chromium.Missing is not null)
        {
            return;
        }

        _run = ProgramRun.Start(s_tool, ["ns", "--listen", "rpc://127.0.0.1:0", "--store", "memory", "--tasks", Path.Combine(_folder.Path, "tasks.db"), "--console", "http://127.0.0.1:0"]);
        string names = await _run.WaitForLineAsync("name server at ", TimeSpan.FromSeconds(30));
        NameServer = RemoteUri.Parse(names.Split(' ', ',')[3]);
        Entrance = (await _run.WaitForLineAsync("console at ", TimeSpan.FromSeconds(30)))["console at ".Length..].Trim();
        _browser = await Chromium.LaunchAsync();
    }

    /// <summary>An empty page in a browser of its own.</summary>
    public async Task<IPage> NewPageAsync(ColorScheme theme = ColorScheme.Light)
    {
        Assert.SkipWhen(Chromium.Missing is not null, Chromium.Missing ?? "");
        return await _browser!.NewPageAsync(theme);
    }

    /// <summary>A page in a browser of its own, with a theme, that has given the key.</summary>
    public async Task<IPage> OpenAsync(ColorScheme theme = ColorScheme.Light)
    {
        IPage page = await NewPageAsync(theme);
        await page.GotoAsync(Entrance);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        if (_run is not null)
        {
            await _run.DisposeAsync();
        }

        _folder.Dispose();
    }
}
