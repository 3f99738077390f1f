using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Rpc.Comparison.Measuring;
using Rpc.Comparison.Peers.Calls;

namespace Rpc.Comparison.Peers.Web;

/// <summary>A minimal API and HttpClient over HTTP/2 without TLS, JSON with generated serializers; bytes are base64, as JSON has them.</summary>
internal sealed class HttpJsonPeer : IPeer
{
    public string Name => "http-json";

    public PeerKind Kind => PeerKind.Other;

    public IReadOnlyList<string> Workloads { get; } =
    [
        Peers.Workloads.Sequential, Peers.Workloads.Welcome, Peers.Workloads.Echo1K, Peers.Workloads.Echo1M,
        Peers.Workloads.InFlight64, Peers.Workloads.Conn8X16, Peers.Workloads.Stream,
    ];

    public async Task<string> StartServerAsync()
    {
        // Never disposed: it serves for as long as the process lives.
        WebApplication app = WebHosts.Build(HttpProtocols.Http2, _ => { }, services =>
            services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, WebJson.Default)));
        app.MapPost("/add", (AddRequest request) => request.X + request.Y);
        app.MapPost("/welcome", (WelcomeRequest request) => TypedResults.Json(Answers.Welcome(request.Name), WebJson.Default.String));
        app.MapPost("/echo", (BytesMessage request) => request);
        app.MapGet("/count", (CancellationToken cancellationToken) => EndlessCount.From(0, cancellationToken));
        await app.StartAsync();
        return app.Urls.Single();
    }

    public async Task<ClientResult> RunClientAsync(ClientRun run)
    {
        HttpClient[] clients = [.. Enumerable.Range(0, Peers.Workloads.Shape(run.Workload).Connections).Select(_ => Connect(run.Endpoint))];
        return run.Workload == Peers.Workloads.Stream
            ? await ItemReader.MeasureAsync(run, token => clients[0].GetFromJsonAsAsyncEnumerable("/count", WebJson.Default.Int32, token))
            : await AsyncService<BytesMessage>.RunAsync(run, [.. clients.Select(Service)]);
    }

    private static AsyncService<BytesMessage> Service(HttpClient client) => new(
        (x, y) => PostAsync(client, "/add", new AddRequest(x, y), WebJson.Default.AddRequest, WebJson.Default.Int32),
        name => PostAsync(client, "/welcome", new WelcomeRequest(name), WebJson.Default.WelcomeRequest, WebJson.Default.String),
        bytes => PostAsync(client, "/echo", new BytesMessage(bytes), WebJson.Default.BytesMessage, WebJson.Default.BytesMessage),
        message => message.Bytes);

    // Every client has a handler, and so a connection, of its own.
    private static HttpClient Connect(string endpoint) => new(new SocketsHttpHandler())
    {
        BaseAddress = new Uri(endpoint),
        DefaultRequestVersion = HttpVersion.Version20,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    private static async ValueTask<TReply> PostAsync<TRequest, TReply>(
        HttpClient client, string path, TRequest request, JsonTypeInfo<TRequest> requestType, JsonTypeInfo<TReply> replyType)
    {
        using HttpResponseMessage response = await client.PostAsJsonAsync(path, request, requestType);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync(replyType))!;
    }
}
