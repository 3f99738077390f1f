using System.Buffers;
using System.Collections.ObjectModel;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Rpc.Gateway.Access;
using Rpc.Gateway.Calls;
using Rpc.Naming;

namespace Rpc.Gateway.Console;

/// <summary>Tells the page of names as they come and go: a line of JSON for each change, until the page goes.</summary>
internal sealed class ConsoleNames(RpcClient client, GatewayAccess access, IOptions<RpcGatewayOptions> options)
{
    public async Task WatchAsync(HttpContext context)
    {
        context.Response.ContentType = GatewayJson.LinesType;
        context.Response.Headers.CacheControl = "no-store";
        CancellationToken gone = context.RequestAborted;
        var lines = Channel.CreateBounded<string>(new BoundedChannelOptions(1_000) { SingleReader = true });
        foreach ((string name, RemoteUri uri) in options.Value.Objects)
        {
            await lines.Writer.WriteAsync(Entry("present", name, [new NameInstance(uri.ToString(), [], 1, 0, "", default, ReadOnlyDictionary<string, string>.Empty)]), gone).ConfigureAwait(false);
        }

        Task watching = WatchAsync(context, lines.Writer, gone);
        try
        {
            await foreach (string line in lines.Reader.ReadAllAsync(gone).ConfigureAwait(false))
            {
                context.Response.BodyWriter.Write(Encoding.UTF8.GetBytes(line + "\n"));
                if (lines.Reader.Count == 0)
                {
                    await context.Response.BodyWriter.FlushAsync(gone).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
        }
        finally
        {
            await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WatchAsync(HttpContext context, ChannelWriter<string> lines, CancellationToken gone)
    {
        try
        {
            var outages = new NameWatchOptions
            {
                Lost = error => lines.TryWrite(Told("lost", error.Message)),
                Back = () => lines.TryWrite(Told("back", null)),
            };
            await foreach (NameEvent one in client.Names.WatchAsync(options: outages, cancellationToken: gone).ConfigureAwait(false))
            {
                string? line = one.Entry is not { } entry ? Told("current", null)
                    : access.CheckName(context, entry.Name) is null ? Entry(KindOf(one.Kind), entry.Name, entry.Instances)
                    : null;
                if (line is not null)
                {
                    await lines.WriteAsync(line, gone).ConfigureAwait(false);
                }
            }
        }
        catch (RpcException exception)
        {
            lines.TryWrite(Told("lost", exception.Message));
        }
        catch (OperationCanceledException)
        {
        }
        finally
        {
            lines.TryComplete();
        }
    }

    private static string KindOf(NameEventKind kind) => kind switch
    {
        NameEventKind.Present => "present",
        NameEventKind.Added => "added",
        NameEventKind.Removed => "removed",
        _ => "changed",
    };

    private static string Told(string kind, string? text) => GatewayJson.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("event", kind);
        if (text is not null)
        {
            json.WriteString("text", text);
        }

        json.WriteEndObject();
    });

    private static string Entry(string kind, string name, IReadOnlyList<NameInstance> instances) => GatewayJson.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("event", kind);
        json.WriteString("name", name);
        json.WriteStartArray("instances");
        foreach (NameInstance instance in instances)
        {
            json.WriteStartObject();
            json.WriteString("uri", instance.Uri);
            json.WriteNumber("weight", instance.Weight);
            json.WriteNumber("leaseSeconds", instance.LeaseSeconds);
            json.WriteString("since", instance.Since);
            json.WriteStartArray("tags");
            foreach (string tag in instance.Tags)
            {
                json.WriteStringValue(tag);
            }

            json.WriteEndArray();
            json.WriteStartObject("metadata");
            foreach ((string key, string value) in instance.Metadata)
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });
}
