using System.Collections.ObjectModel;

namespace Rpc;

/// <summary>How an object is listed by the name server.</summary>
public sealed class PublishOptions
{
    /// <summary>The address that clients get, where it is not the one the server listens on (containers, NAT): <c>rpc://public.host:9101</c>. Null: the server's own; of one that listens on
    /// all addresses (<c>0.0.0.0</c>, <c>[::]</c>) the one by which the name server is reached, and where that is on this machine, the one of the default route.</summary>
    public RemoteUri? Advertise { get; set; }

    /// <summary>What the object is marked with: at most 64 tags of 1 to 255 characters.</summary>
    public IReadOnlyList<string> Tags { get; set; } = [];

    /// <summary>What else is to be known of the object, by key (a version, a zone): at most 64 keys of 1 to 255 characters, each with a text of at most 1,024.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; set; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The share of calls beside other instances of the name: 1 (default) to 1000.</summary>
    public int Weight { get; set; } = 1;

    /// <summary>How long the name stays listed after the server's last sign of life: 1 s to 1 day, whole seconds; default 15 s. Null: until it is removed.</summary>
    public TimeSpan? Lease { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>What to do when the name is taken. Default: take its place.</summary>
    public RegisterMode Mode { get; set; } = RegisterMode.Replace;
}
