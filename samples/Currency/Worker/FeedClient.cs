using System.Net;
using Currency.Contract;

namespace Currency.Worker;

/// <summary>Asks feeds for rates: one for all calls of a worker, so that they share its connections. What a feed can make it spend is bounded.</summary>
internal sealed class FeedClient : IDisposable
{
    private const int LongestAnswer = 64 * 1024;

    private readonly HttpClient _http;

    /// <param name="patience">How long a feed may take for the whole of an answer.</param>
    public FeedClient(TimeSpan patience)
    {
        // No redirects and no proxy: what the template names is asked, and nothing else. No compression: a small answer stays small.
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None, UseProxy = false };
        _http = new HttpClient(handler) { Timeout = patience, MaxResponseContentBufferSize = LongestAnswer };
    }

    /// <summary>Fetches the rate of a pair.</summary>
    /// <exception cref="FeedException">The feed does not answer, or not with this rate.</exception>
    public async Task<decimal> GetRateAsync(UrlTemplate template, CurrencyPair pair, CancellationToken cancellationToken)
    {
        Uri url = template.For(pair);
        string feed = $"The feed at {url.Scheme}://{url.Authority}"; // without the rest: a template may hold somebody's key
        try
        {
            using HttpResponseMessage response = await _http.GetAsync(url, cancellationToken);
            byte[] answer = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return response.StatusCode switch
            {
                HttpStatusCode.OK => FeedJson.Rate(answer, pair) ?? throw new FeedException($"{feed} answered something that holds no rate of {pair}."),
                HttpStatusCode.NotFound => throw new FeedException($"{feed} has no {pair}{(FeedJson.Detail(answer) is { } detail ? $": {detail}" : ".")}"),
                HttpStatusCode status => throw new FeedException($"{feed} answered {(int)status} ({status})."),
            };
        }
        catch (HttpRequestException error) when (error.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new FeedException($"{feed} answered with more than {LongestAnswer / 1024} KiB.");
        }
        catch (HttpRequestException error)
        {
            throw new FeedException($"{feed} does not answer: {error.Message}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new FeedException($"{feed} did not answer in {_http.Timeout.TotalSeconds:0.###} s.");
        }
    }

    public void Dispose() => _http.Dispose();
}
