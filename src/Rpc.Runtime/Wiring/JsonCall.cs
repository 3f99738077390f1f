using System.Runtime.CompilerServices;
using System.Text.Json;
using Rpc.Buffers;
using Rpc.Calls;
using Rpc.Codec;
using Rpc.Diagnostics;
using Rpc.Stubs;

namespace Rpc.Wiring;

/// <summary>Calls in JSON, for callers without the contract.</summary>
internal static class JsonCall
{
    /// <summary>The method of that name; of several, the one that takes as many arguments.</summary>
    public static MethodDescriptor Find(ContractDescriptor contract, string method, string jsonArguments, RemoteUri uri)
    {
        MethodDescriptor[] named = [.. contract.Methods.Where(m => m.Name == method || m.Signature == method)];
        if (named.Length == 0 && contract.IsPartial)
        {
            throw new RpcException(RpcStatus.PermissionDenied, AccessErrors.Of(method, uri.ToString(), AccessErrors.Text), RpcOutcome.NotExecuted, RpcErrorReason.AccessDenied) { RemoteUri = uri.ToString() };
        }

        if (named.Length == 0)
        {
            string known = string.Join(", ", contract.Methods.Select(static m => m.Name).Distinct());
            throw new RpcException(RpcStatus.Unimplemented, $"The object at {uri} is a {contract.Name} and has no method {method}. It has: {known}.", reason: RpcErrorReason.NoSuchMethod);
        }

        if (named.Length == 1)
        {
            return named[0];
        }

        int count = Count(jsonArguments);
        MethodDescriptor[] fitting = [.. named.Where(m => count < 0 || (count <= m.Parameters.Count && count >= m.Parameters.Count(static p => p.Default is null)))];
        return fitting.Length == 1
            ? fitting[0]
            : throw new RpcException(RpcStatus.InvalidArgument, $"{method} of {contract.Name} is ambiguous here: name one of {string.Join(", ", named.Select(static m => m.Signature))}.");
    }

    public static async ValueTask<JsonElement> CallAsync(CallRoute route, MethodDescriptor method, string arguments, long timeout, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        CallStart start = CallStart.Now(timeout);
        ClientTrace? trace = BeginTrace(route, method, ref start);
        try
        {
            JsonElement result = await SendAsync(route, method, arguments, start, cancellationToken).ConfigureAwait(false);
            trace?.End();
            return result;
        }
        catch (Exception exception) when (trace is not null)
        {
            trace.End(exception);
            throw;
        }
    }

    private static async ValueTask<JsonElement> SendAsync(CallRoute route, MethodDescriptor method, string arguments, CallStart start, CancellationToken cancellationToken)
    {
        await WaitForRoomAsync(route, method, start.Deadline, cancellationToken).ConfigureAwait(false);
        PooledBuffer message = route.EncodeJson(start, method, arguments);
        if ((method.Traits & MethodTraits.OneWay) != 0)
        {
            if (!route.Channel.HasRoomToPost(message))
            {
                await ProxyBase.WaitToPostAsync(route, message, start.Deadline, method, cancellationToken).ConfigureAwait(false);
            }

            start.Trace?.Took(route);
            if (!route.Channel.TryPost(message))
            {
                throw NotSent(route, message);
            }

            return Parse("null"u8);
        }

        var call = PendingResult<JsonElement>.Rent(Read, waiter: null);
        call.Prepare(route, start, method, cancellationToken);
        ValueTask<JsonElement> result = call.AsTask();
        if (!route.Channel.TryStart(call, message))
        {
            throw NotSent(route, message);
        }

        return await result.ConfigureAwait(false);
    }

    public static async IAsyncEnumerable<JsonElement> StreamAsync(CallRoute route, MethodDescriptor method, string arguments, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        CallStart start = CallStart.NowUnlimited();
        await WaitForRoomAsync(route, method, start.Deadline, cancellationToken).ConfigureAwait(false);
        PendingStream call = Start(route, start, method, arguments, cancellationToken);
        try
        {
            do
            {
                while (call.TryNext(out ArraySegment<byte> segment))
                {
                    JsonElement item = ItemOf(call, segment);
                    call.Consumed(segment);
                    yield return item;
                }
            }
            while (await call.WaitAsync(CancellationToken.None).ConfigureAwait(false));
        }
        finally
        {
            call.Stop();
        }
    }

    /// <summary>Callers in JSON wait like others while the peer does not read.</summary>
    private static async ValueTask WaitForRoomAsync(CallRoute route, MethodDescriptor method, long deadline, CancellationToken cancellationToken)
    {
        if (!route.Channel.HasOutputRoom && !await route.Channel.WaitForOutputRoomAsync(deadline, cancellationToken).ConfigureAwait(false))
        {
            throw route.NoRoom(method);
        }
    }

    private static PendingStream Start(CallRoute route, CallStart start, MethodDescriptor method, string arguments, CancellationToken cancellationToken)
    {
        ClientTrace? trace = BeginTrace(route, method, ref start);
        try
        {
            var call = new PendingStream(route.Channel) { Trace = trace };
            call.Prepare(route, start, method, cancellationToken);
            PooledBuffer message = route.EncodeJson(start, method, arguments);
            if (!route.Channel.TryStart(call, message))
            {
                throw NotSent(route, message);
            }

            call.Open();
            return call;
        }
        catch (Exception exception) when (trace is not null)
        {
            trace.End(exception);
            throw;
        }
    }

    /// <summary>Null while nobody listens: nothing is read out of the URI then.</summary>
    private static ClientTrace? BeginTrace(CallRoute route, MethodDescriptor method, ref CallStart start) =>
        CallInstruments.TracesClients ? ClientTrace.Begin(method, CallEndpoint.Of(route.Uri), ref start) : null;

    private static RpcException NotSent(CallRoute route, PooledBuffer message)
    {
        message.Dispose();
        return RemoteErrors.NotConnected(route.Uri, "the connection has just ended");
    }

    private static JsonElement Read(ref RpcReader reader)
    {
        int length = reader.Remaining;
        return Parse(System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpan(in reader.Take(length), length));
    }

    private static JsonElement ItemOf(PendingStream call, ReadOnlySpan<byte> utf8)
    {
        try
        {
            return Parse(utf8);
        }
        catch (JsonException exception)
        {
            throw CallFailures.NotTaken(call.Route!.Channel.Logger, call.What, call.Uri, RemoteErrors.UndecodableResult(exception, call.What, call.Uri));
        }
    }

    private static JsonElement Parse(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        return JsonElement.ParseValue(ref reader);
    }

    private static int Count(string arguments)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(string.IsNullOrWhiteSpace(arguments) ? "[]" : arguments);
            return document.RootElement.ValueKind switch
            {
                JsonValueKind.Array => document.RootElement.GetArrayLength(),
                JsonValueKind.Object => document.RootElement.EnumerateObject().Count(),
                _ => -1,
            };
        }
        catch (JsonException)
        {
            return -1;
        }
    }
}
