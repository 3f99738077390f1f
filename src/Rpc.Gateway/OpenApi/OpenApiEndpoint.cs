using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rpc.Gateway.Access;
using Rpc.Gateway.Calls;
using Rpc.Naming;

namespace Rpc.Gateway.OpenApi;

/// <summary>Answers with OpenAPI documents.</summary>
internal sealed partial class OpenApiEndpoint(RpcClient client, GatewayAccess access, GatewayContracts contracts, IOptions<RpcGatewayOptions> options, ILogger<OpenApiEndpoint> log)
{
    /// <summary>Objects in one document; of more, nobody reads it.</summary>
    private const int Most = 200;

    /// <summary>Of one object.</summary>
    public async Task HandleAsync(HttpContext context, string name)
    {
        if (access.CheckName(context, name) is { } refusal)
        {
            await GatewayProblem.RefuseAsync(context, refusal).ConfigureAwait(false);
            return;
        }

        try
        {
            var document = new OpenApiDocument(name, Prefix(context, 2));
            document.Add(name, await contracts.GetAsync(access.Address(name), context.RequestAborted).ConfigureAwait(false));
            await WriteAsync(context, document).ConfigureAwait(false);
        }
        catch (RpcException failure)
        {
            await GatewayProblem.WriteAsync(context, GatewayProblem.Of(failure, context, "")).ConfigureAwait(false);
        }
    }

    /// <summary>Of all objects that this client may call, as far as they answer.</summary>
    public async Task HandleAllAsync(HttpContext context)
    {
        var document = new OpenApiDocument("Rpc gateway", Prefix(context, 1));
        foreach (string name in await NamesAsync(context).ConfigureAwait(false))
        {
            try
            {
                document.Add(name, await contracts.GetAsync(access.Address(name), context.RequestAborted).ConfigureAwait(false));
            }
            catch (RpcException failure)
            {
                LeftOut(log, name, failure.Message);
            }
        }

        await WriteAsync(context, document).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<string>> NamesAsync(HttpContext context)
    {
        var names = new SortedSet<string>(options.Value.Objects.Keys, StringComparer.Ordinal);
        foreach (string pattern in options.Value.Patterns)
        {
            try
            {
                NamePage page = await client.Names.NameServer.ListAsync(new NameFilter(Glob: pattern), limit: Most, cancellationToken: context.RequestAborted).ConfigureAwait(false);
                names.UnionWith(page.Entries.Select(static entry => entry.Name));
            }
            catch (RpcException failure)
            {
                LeftOut(log, pattern, failure.Message);
            }
        }

        return [.. names.Where(name => name != NameRules.OwnName && access.CheckName(context, name) is null).Take(Most)];
    }

    /// <summary>Where the document's paths begin: its own path without its last parts.</summary>
    private static string Prefix(HttpContext context, int parts) => $"{context.Request.PathBase}{string.Join('/', context.Request.Path.Value!.Split('/')[..^parts])}";

    private static Task WriteAsync(HttpContext context, OpenApiDocument document)
    {
        JsonObject json = document.ToJson();
        return GatewayJson.WriteAsync(context, GatewayJson.Type, json.ToJsonString());
    }

    [LoggerMessage(1320, LogLevel.Warning, "'{Name}' is left out of the OpenAPI document: {Reason}", EventName = "OpenApiLeftOut")]
    private static partial void LeftOut(ILogger log, string name, string reason);
}
