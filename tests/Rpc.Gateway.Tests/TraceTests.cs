using System.Diagnostics;
using System.Net;
using Rpc.Tests.Shared;

namespace Rpc.Gateway.Tests;

/// <summary>The context of a trace that a client of HTTP sends. Nothing else runs meanwhile, because a listener hears of every call of its process.</summary>
[Collection(nameof(AloneCollection))]
public sealed class TraceTests : IDisposable
{
    private const string Forged = "0af7651916cd43dd8448eb211c80319c";

    private readonly ActivityListener _listener = new()
    {
        ShouldListenTo = static source => source.Name is "Rpc.Runtime" or "Microsoft.AspNetCore",
        Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
    };

    public TraceTests() => ActivitySource.AddActivityListener(_listener);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task The_context_of_a_client_goes_on_to_the_handler()
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        Assert.Equal((HttpStatusCode.OK, Forged), await TraceAsync(host, ("traceparent", $"00-{Forged}-b7ad6b7169203331-01"), ("baggage", "tenant=north")));
        Assert.Equal("north", host.Shop.Seen!.GetBaggageItem("tenant"));
    }

    [Theory]
    [InlineData("traceparent", "00-forged")]
    [InlineData("traceparent", "00-00000000000000000000000000000000-0000000000000000-01")]
    [InlineData("traceparent", "ff-" + Forged + "-b7ad6b7169203331-01")]
    [InlineData("baggage", "a=%00%0d%0aX-Forged: 1,=,;;")]
    [InlineData("baggage", null)]
    [InlineData("tracestate", null)]
    public async Task A_context_that_cannot_be_or_is_too_long_changes_no_call(string header, string? value)
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        value ??= string.Join(',', Enumerable.Range(0, 700).Select(static number => $"key{number}=0123456789abcdef"));
        (HttpStatusCode status, string trace) = await TraceAsync(host, (header, value));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.NotEqual(Forged, trace);
    }

    /// <summary>Calls, and gives the trace in which the handler ran.</summary>
    private static async Task<(HttpStatusCode Status, string Trace)> TraceAsync(GatewayHost host, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "rpc/shop.one/CorrelationAsync");
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using HttpResponseMessage answer = await host.Http.SendAsync(request, Token);
        return (answer.StatusCode, host.Shop.Seen?.TraceId.ToString() ?? "");
    }
}
