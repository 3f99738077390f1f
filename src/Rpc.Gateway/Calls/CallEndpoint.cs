using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Rpc.Calls;
using Rpc.Gateway.Access;

namespace Rpc.Gateway.Calls;

/// <summary>Calls a method: <c>POST NAME/METHOD</c> with JSON, and <c>GET</c> where the method may be repeated.</summary>
internal sealed class CallEndpoint(RpcClient client, GatewayAccess access, GatewayContracts contracts, IOptions<RpcGatewayOptions> options) : IDisposable
{
    private const string CorrelationHeader = "X-Correlation-Id";
    private const string TimeoutHeader = "X-Rpc-Timeout";

    private readonly SemaphoreSlim _places = new(options.Value.MaxConcurrentCalls);

    public void Dispose() => _places.Dispose();

    public async Task HandleAsync(HttpContext context, string name, string method)
    {
        string correlationId = CorrelationId(context.Request);
        context.Response.Headers[CorrelationHeader] = correlationId;
        if (access.CheckName(context, name) is { } refusal)
        {
            await GatewayProblem.RefuseAsync(context, refusal).ConfigureAwait(false);
            return;
        }

        if (!await _places.WaitAsync(0, context.RequestAborted).ConfigureAwait(false))
        {
            context.Response.Headers.RetryAfter = "1";
            await GatewayProblem.WriteAsync(context, GatewayProblem.Of(StatusCodes.Status429TooManyRequests, "ResourceExhausted", $"{options.Value.MaxConcurrentCalls} calls are under way, and {nameof(RpcGatewayOptions)}.{nameof(RpcGatewayOptions.MaxConcurrentCalls)} allows no more.", context)).ConfigureAwait(false);
            return;
        }

        try
        {
            await CallAsync(context, access.Address(name), method, correlationId).ConfigureAwait(false);
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            ProblemDetails problem = failure is BadRequest bad ? GatewayProblem.Of(bad.Status, bad.Title, bad.Message, context) : GatewayProblem.Of(failure, context, correlationId);
            await GatewayProblem.WriteAsync(context, problem).ConfigureAwait(false);
        }
        finally
        {
            _places.Release();
        }
    }

    private async Task CallAsync(HttpContext context, RemoteUri uri, string wanted, string correlationId)
    {
        bool isGet = !HttpMethods.IsPost(context.Request.Method);
        string? body = isGet ? null : await RequestBody.ReadAsync(context.Request, options.Value.MaxRequestBytes).ConfigureAwait(false);
        MethodDescriptor method = await FindAsync(uri, wanted, isGet ? context.Request.Query.Count : RequestBody.Count(body!), context.RequestAborted).ConfigureAwait(false);
        if (isGet && (method.Traits & MethodTraits.Idempotent) == 0)
        {
            context.Response.Headers.Allow = "POST";
            throw new BadRequest(StatusCodes.Status405MethodNotAllowed, "MethodNotAllowed", $"{method.Name} is called with POST: it is not [Idempotent], so a browser or a cache must not repeat it.");
        }

        if ((method.Traits & (MethodTraits.ClientStream | MethodTraits.Progress)) != 0)
        {
            throw new RpcException(RpcStatus.Unimplemented, $"{method.Signature} takes a stream or reports progress among its arguments, and a request in JSON cannot carry one.", RpcOutcome.NotExecuted);
        }

        string arguments = Arguments(context.Request, method, body);
        using var scope = CallScope.Begin(new CallOptions { CorrelationId = correlationId, Timeout = TimeoutOf(context.Request) });
        if ((method.Traits & MethodTraits.ServerStream) != 0)
        {
            await new StreamAnswer(context, correlationId).SendAsync(client.StreamJsonAsync(uri, method.Signature, arguments, context.RequestAborted)).ConfigureAwait(false);
            return;
        }

        JsonElement result = await client.CallJsonAsync(uri, method.Signature, arguments, context.RequestAborted).ConfigureAwait(false);
        if ((method.Traits & MethodTraits.OneWay) != 0)
        {
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            return;
        }

        await GatewayJson.WriteAsync(context, GatewayJson.Type, result.GetRawText()).ConfigureAwait(false);
    }

    private async ValueTask<MethodDescriptor> FindAsync(RemoteUri uri, string wanted, int arguments, CancellationToken cancellationToken)
    {
        for (bool isFresh = false; ; isFresh = true)
        {
            ContractDescriptor contract = await contracts.GetAsync(uri, cancellationToken).ConfigureAwait(false);
            if (MethodOfRequest.Find(contract, wanted, arguments) is { } found)
            {
                return found;
            }

            if (isFresh)
            {
                throw new RpcException(RpcStatus.Unimplemented, $"The object at {uri} is a {contract.Name} and has no method {RequestText.Printable(wanted)}. It has: {string.Join(", ", contract.Methods.Select(static method => method.Name).Distinct())}.", RpcOutcome.NotExecuted, RpcErrorReason.NoSuchMethod);
            }

            contracts.Forget(uri);
        }
    }

    private static string Arguments(HttpRequest request, MethodDescriptor method, string? body)
    {
        try
        {
            return body ?? QueryArguments.Read(request.Query, method);
        }
        catch (FormatException exception)
        {
            throw new BadRequest(StatusCodes.Status400BadRequest, "InvalidArgument", exception.Message);
        }
    }

    private TimeSpan TimeoutOf(HttpRequest request)
    {
        string given = request.Headers[TimeoutHeader].ToString();
        return given.Length == 0 ? options.Value.Timeout
            : double.TryParse(given, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) && seconds is > 0 and < 86_400 ? TimeSpan.FromSeconds(seconds)
            : throw new BadRequest(StatusCodes.Status400BadRequest, "InvalidArgument", $"{TimeoutHeader} is the number of seconds that the call may take, more than 0 and less than a day.");
    }

    /// <summary>What the client calls it, if that can stand in a header; else a new one.</summary>
    private static string CorrelationId(HttpRequest request)
    {
        string given = request.Headers[CorrelationHeader].ToString();
        return given.Length is > 0 and <= 128 && given.All(static letter => letter is > ' ' and < (char)127) ? given : Guid.NewGuid().ToString("n");
    }
}
