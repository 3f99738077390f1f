using Rpc.Calls;

namespace Rpc;

/// <summary>A call on its way out, as interceptors see it.</summary>
public sealed class ClientCall
{
    private RpcHeaders? _headers;

    internal ClientCall(string uri, MethodDescriptor method, CancellationToken cancellationToken)
    {
        Uri = uri;
        Method = method;
        CancellationToken = cancellationToken;
    }

    /// <summary>The URI of the proxy.</summary>
    public string Uri { get; }

    /// <summary>The interface that is called.</summary>
    public ContractDescriptor Contract => Method.Contract;

    /// <summary>The method that is called; for a batch, one called <c>batch</c> that stands for all of it.</summary>
    public MethodDescriptor Method { get; }

    /// <summary>The caller's own token.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>Headers that this call carries beside those of its <see cref="CallScope"/>, whose place they take where the names are equal. Set them before the call is made.</summary>
    public RpcHeaders Headers => _headers ??= new RpcHeaders();

    /// <summary>The call's start with the headers that were added here.</summary>
    internal CallStart With(in CallStart start) => _headers is { Count: > 0 } ? start.With(_headers) : start;

    /// <summary>What came back; null before, and for methods without a result, one-way calls, streams and batches.</summary>
    public object? Result { get; internal set; }

    /// <summary>Whether the call was made and has not failed.</summary>
    public bool HasCompleted { get; internal set; }
}
