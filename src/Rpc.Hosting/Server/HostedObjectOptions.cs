namespace Rpc.Hosting;

/// <summary>How an object of a host is served and listed.</summary>
public sealed record HostedObjectOptions
{
    /// <summary>The id that ends its URI. Null (default): its name, so that <c>rpc://host:port/name</c> is known without a name server.</summary>
    public string? ObjectId { get; init; }

    /// <summary>Whether the name server lists it. Default true; otherwise it is found by its URI alone.</summary>
    public bool IsListed { get; init; } = true;

    /// <summary>How the name server lists it. Null (default) for the defaults.</summary>
    public PublishOptions? Publish { get; init; }

    /// <summary>How its calls are served. Null (default) for the defaults, with <see cref="ObjectOptions.FlowCallContext"/> for a class whose constructor takes an <see cref="ICallContextAccessor"/>.</summary>
    public ObjectOptions? Object { get; init; }
}
