using System.Net.Sockets;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Samples;
using Square.Receiver;

namespace Square.Web;

/// <summary>A board as a page on this machine, which changes while it is looked at.</summary>
internal sealed class SquarePage : IAsyncDisposable
{
    private const string Policy = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:";

    private readonly WebApplication _application;
    private readonly CancellationTokenSource _end = new();

    private SquarePage(WebApplication application) => _application = application;

    /// <summary>Where it is, once it is started: <c>http://127.0.0.1:40123</c>.</summary>
    public string Address => _application.Urls.First();

    /// <param name="board">What it shows.</param>
    /// <param name="port">0 for any free one.</param>
    /// <param name="stop">Gives up the start.</param>
    /// <exception cref="SampleException">The port is taken.</exception>
    public static async Task<SquarePage> StartAsync(Board board, int port, CancellationToken stop)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");

        // A page of another site whose name leads here is not served.
        builder.Services.Configure<HostFilteringOptions>(options => options.AllowedHosts = ["127.0.0.1", "localhost"]);
        WebApplication application = builder.Build();
        var page = new SquarePage(application);
        application.UseHostFiltering();
        application.MapGet("/", () => Asset("index.html", "text/html; charset=utf-8"));
        application.MapGet("/square.css", () => Asset("square.css", "text/css"));
        application.MapGet("/square.js", () => Asset("square.js", "text/javascript"));
        application.MapGet("/states", (CancellationToken gone) => TypedResults.ServerSentEvents(page.StatesAsync(board, gone)));
        try
        {
            await application.StartAsync(stop);
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            throw new SampleException($"The page cannot be served on port {port}: {error.Message}");
        }

        return page;
    }

    public async ValueTask DisposeAsync()
    {
        // Its readers first: the host would wait for them.
        await _end.CancelAsync();
        await _application.StopAsync();
        await _application.DisposeAsync();
        _end.Dispose();
    }

    // The latest state is what counts: who reads slowly leaves some out.
    private async IAsyncEnumerable<PageState> StatesAsync(Board board, [EnumeratorCancellation] CancellationToken gone)
    {
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(gone, _end.Token);
        var states = Channel.CreateBounded<BoardState>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        using IDisposable shown = board.Show(now => states.Writer.TryWrite(now));
        while (await HasMoreAsync(states.Reader, over.Token))
        {
            while (states.Reader.TryRead(out BoardState? now))
            {
                yield return PageState.Of(now);
            }
        }
    }

    private static async Task<bool> HasMoreAsync(ChannelReader<BoardState> states, CancellationToken over)
    {
        try
        {
            return await states.WaitToReadAsync(over);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static PageAsset Asset(string name, string contentType)
    {
        Stream asset = Assembly.GetExecutingAssembly().GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not in the program.");
        return new PageAsset(asset, contentType, Policy);
    }
}
