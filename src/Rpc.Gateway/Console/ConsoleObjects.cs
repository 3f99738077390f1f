using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Rpc.Calls;
using Rpc.Gateway.Access;
using Rpc.Gateway.Calls;
using Rpc.Gateway.OpenApi;
using Rpc.Naming;

namespace Rpc.Gateway.Console;

/// <summary>Tells the page of one object: what it can do, whether it answers, what it is called.</summary>
internal sealed class ConsoleObjects(RpcClient client, GatewayAccess access)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    /// <summary>The contract, with a JSON schema for each parameter: the page makes its forms of them.</summary>
    public Task DescribeAsync(HttpContext context, string name) => AnswerAsync(context, name, async uri =>
    {
        using CancellationTokenSource limit = Limit(context);
        ContractDescriptor contract = await client.DescribeAsync(uri, limit.Token).ConfigureAwait(false);
        var schemas = contract.Types.ToDictionary(static type => type.Name, static type => type.Shape, StringComparer.Ordinal);
        var json = new JsonObject { ["name"] = name, ["contract"] = contract.Name, ["summary"] = contract.Summary, ["partial"] = contract.IsPartial };
        json["methods"] = new JsonArray([.. contract.Methods.Select(method => (JsonNode)Method(method, type => Inlined(type, schemas, depth: 0)))]);
        return json;
    });

    /// <summary>Each instance, and how long its answer took.</summary>
    public Task HealthAsync(HttpContext context, string name) => AnswerAsync(context, name, async uri =>
    {
        IReadOnlyList<RemoteUri> instances = await InstancesAsync(uri, context.RequestAborted).ConfigureAwait(false);
        JsonNode[] answers = await Task.WhenAll(instances.Select(one => AskAsync(context, one))).ConfigureAwait(false);
        return new JsonArray(answers);
    });

    /// <summary>A line a second for each instance, until the page goes.</summary>
    public async Task LoadAsync(HttpContext context, string name)
    {
        if (access.CheckName(context, name) is { } refusal)
        {
            await GatewayProblem.RefuseAsync(context, refusal).ConfigureAwait(false);
            return;
        }

        IReadOnlyList<RemoteUri> instances;
        try
        {
            instances = await InstancesAsync(access.Address(name), context.RequestAborted).ConfigureAwait(false);
        }
        catch (RpcException failure)
        {
            await GatewayProblem.WriteAsync(context, GatewayProblem.Of(failure, context, "")).ConfigureAwait(false);
            return;
        }

        context.Response.ContentType = GatewayJson.LinesType;
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.StartAsync(context.RequestAborted).ConfigureAwait(false);
        var lines = Channel.CreateBounded<string>(100);
        Task watching = Task.WhenAll(instances.Select(one => WatchAsync(one, lines.Writer, context.RequestAborted)));
        _ = watching.ContinueWith(_ => lines.Writer.TryComplete(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            await foreach (string line in lines.Reader.ReadAllAsync(context.RequestAborted).ConfigureAwait(false))
            {
                context.Response.BodyWriter.Write(Encoding.UTF8.GetBytes(line + "\n"));
                await context.Response.BodyWriter.FlushAsync(context.RequestAborted).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
        }
        finally
        {
            await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WatchAsync(RemoteUri instance, ChannelWriter<string> lines, CancellationToken gone)
    {
        try
        {
            await foreach (ObjectLoad load in client.WatchLoadAsync(instance, TimeSpan.FromSeconds(1), gone).ConfigureAwait(false))
            {
                await lines.WriteAsync(Line(instance, load), gone).ConfigureAwait(false);
            }
        }
        catch (Exception failure) when (failure is RpcException or OperationCanceledException or ChannelClosedException)
        {
            lines.TryWrite(new JsonObject { ["instance"] = instance.ToString(), ["error"] = failure.Message }.ToJsonString());
        }
    }

    private static string Line(RemoteUri instance, ObjectLoad load) => GatewayJson.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("instance", instance.ToString());
        json.WriteNumber("seconds", load.Seconds);
        json.WriteNumber("connections", load.Connections);
        json.WriteNumber("running", load.Running);
        json.WriteStartArray("methods");
        foreach (MethodLoad method in load.Methods)
        {
            json.WriteStartObject();
            json.WriteString("signature", method.Signature);
            json.WriteNumber("calls", method.Calls);
            json.WriteNumber("failed", method.Failed);
            json.WriteNumber("median", method.Median);
            json.WriteNumber("p99", method.P99);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private async Task<JsonNode> AskAsync(HttpContext context, RemoteUri instance)
    {
        using CancellationTokenSource limit = Limit(context);
        try
        {
            TimeSpan took = await client.PingAsync(instance, limit.Token).ConfigureAwait(false);
            return new JsonObject { ["uri"] = instance.ToString(), ["milliseconds"] = took.TotalMilliseconds };
        }
        catch (Exception failure) when (failure is RpcException || (failure is OperationCanceledException && !context.RequestAborted.IsCancellationRequested))
        {
            return new JsonObject { ["uri"] = instance.ToString(), ["error"] = failure is RpcException ? failure.Message : string.Create(CultureInfo.InvariantCulture, $"No answer within {s_patience.TotalSeconds} s.") };
        }
    }

    private async Task<IReadOnlyList<RemoteUri>> InstancesAsync(RemoteUri uri, CancellationToken cancellationToken)
    {
        if (!uri.NeedsNameServer)
        {
            return [uri];
        }

        NameEntry entry = await client.Names.NameServer.LookupAsync(uri.Name!, cancellationToken).ConfigureAwait(false);
        return [.. entry.Instances.Select(static instance => RemoteUri.Parse(instance.Uri))];
    }

    private async Task AnswerAsync(HttpContext context, string name, Func<RemoteUri, Task<JsonNode>> answer)
    {
        if (access.CheckName(context, name) is { } refusal)
        {
            await GatewayProblem.RefuseAsync(context, refusal).ConfigureAwait(false);
            return;
        }

        try
        {
            JsonNode json = await answer(access.Address(name)).ConfigureAwait(false);
            await GatewayJson.WriteAsync(context, GatewayJson.Type, json.ToJsonString()).ConfigureAwait(false);
        }
        catch (RpcException failure)
        {
            await GatewayProblem.WriteAsync(context, GatewayProblem.Of(failure, context, "")).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            await GatewayProblem.WriteAsync(context, GatewayProblem.Of(StatusCodes.Status504GatewayTimeout, "DeadlineExceeded", $"'{RequestText.Printable(name)}' did not answer in time.", context)).ConfigureAwait(false);
        }
    }

    private static CancellationTokenSource Limit(HttpContext context)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        limit.CancelAfter(s_patience);
        return limit;
    }

    private static JsonObject Method(MethodDescriptor method, Func<string, JsonObject?> named)
    {
        var json = new JsonObject
        {
            ["name"] = method.Name,
            ["signature"] = method.Signature,
            ["returns"] = method.ReturnType,
            ["summary"] = method.Summary,
            ["oneWay"] = (method.Traits & MethodTraits.OneWay) != 0,
            ["idempotent"] = (method.Traits & MethodTraits.Idempotent) != 0,
            ["stream"] = (method.Traits & MethodTraits.ServerStream) != 0,
            ["callable"] = (method.Traits & (MethodTraits.ClientStream | MethodTraits.Progress)) == 0,
        };
        json["parameters"] = new JsonArray([.. method.Parameters.Select(parameter => (JsonNode)new JsonObject
        {
            ["name"] = parameter.Name,
            ["type"] = parameter.Type,
            ["default"] = parameter.Default,
            ["schema"] = TypeSchemas.Of(parameter.Type, named),
        })]);
        return json;
    }

    /// <summary>The schema of a type with those of its members in it, some levels deep: a form needs no more.</summary>
    private static JsonObject? Inlined(string type, IReadOnlyDictionary<string, string> shapes, int depth)
    {
        const int deepest = 4;
        return !shapes.TryGetValue(type, out string? shape) ? null
            : depth == deepest ? []
            : ShapeReader.Read(shape, inner => Inlined(inner, shapes, depth + 1) ?? []);
    }
}
