using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Rpc.Gateway.Calls;

/// <summary>Sends a stream as it comes: as server-sent events where the client takes them, else one JSON value a line.</summary>
/// <remarks>A stream that fails before its first item is a problem with its status. Later, events end with one called <c>error</c> that holds the problem; lines end with the connection cut off, which no client takes for the end.</remarks>
internal sealed class StreamAnswer(HttpContext context, string correlationId)
{
    private const int MostUnflushed = 16 * 1024;

    private bool IsEvents { get; } = MediaTypeHeaderValue.TryParseList(context.Request.Headers.Accept, out IList<MediaTypeHeaderValue>? accepted) && accepted.Any(static one => one.MediaType == GatewayJson.EventsType);

    public async Task SendAsync(IAsyncEnumerable<JsonElement> items)
    {
        IAsyncEnumerator<JsonElement> reader = items.GetAsyncEnumerator(context.RequestAborted);
        await using (reader.ConfigureAwait(false))
        {
            // Nothing is sent before: a failure has a status then.
            bool more = await reader.MoveNextAsync().ConfigureAwait(false);
            context.Response.ContentType = IsEvents ? GatewayJson.EventsType : GatewayJson.LinesType;
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Headers["X-Accel-Buffering"] = "no";
            await context.Response.StartAsync(context.RequestAborted).ConfigureAwait(false);
            try
            {
                for (; more; more = await NextAsync(reader).ConfigureAwait(false))
                {
                    await SendAsync(reader.Current.GetRawText()).ConfigureAwait(false);
                }

                if (IsEvents)
                {
                    await SendAsync("null", "end").ConfigureAwait(false);
                }
            }
            catch (Exception failure) when (!context.RequestAborted.IsCancellationRequested)
            {
                await FailAsync(failure).ConfigureAwait(false);
            }
        }
    }

    /// <summary>What has been written is sent whenever there is nothing more to write at once.</summary>
    private async ValueTask<bool> NextAsync(IAsyncEnumerator<JsonElement> reader)
    {
        ValueTask<bool> next = reader.MoveNextAsync();
        if (!next.IsCompleted)
        {
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted).ConfigureAwait(false);
        }

        return await next.ConfigureAwait(false);
    }

    private async Task FailAsync(Exception failure)
    {
        if (!IsEvents)
        {
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted).ConfigureAwait(false);
            context.Abort();
            return;
        }

        await SendAsync(GatewayJson.Problem(GatewayProblem.Of(failure, context, correlationId)), "error").ConfigureAwait(false);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }

    private async Task SendAsync(string json, string? name = null)
    {
        string text = !IsEvents ? $"{json}\n" : name is null ? $"data: {json}\n\n" : $"event: {name}\ndata: {json}\n\n";
        PipeWriter body = context.Response.BodyWriter;
        body.Write(Encoding.UTF8.GetBytes(text));
        if (body.UnflushedBytes > MostUnflushed)
        {
            await body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
        }
    }
}
