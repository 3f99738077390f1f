using System.Collections.ObjectModel;
using System.Net;
using Rpc.Naming;
using Rpc.NameServer.Registry;

namespace Rpc.NameServer;

/// <summary>What a name server lets in. Each refusal says what is wrong with which value.</summary>
internal static class NameChecks
{
    private const int MostTags = 64;
    private const int MostLeases = 100_000;
    private const int LongestLease = 86_400;
    private const int LargestWeight = 1000;
    private const int MostMetadata = 64;
    private const int LongestMetadata = 1024;

    public static RpcException Invalid(string message) => new(RpcStatus.InvalidArgument, message);

    public static RpcException NoSuchName(string name) => new(RpcStatus.NotFound, $"There is no name '{name}'.", reason: RpcErrorReason.NoSuchName);

    public static void Name(string? name) => Text(name, "name");

    public static void NotOwn(NameRegistry registry, string name)
    {
        if (registry.IsOwn(name))
        {
            throw new RpcException(RpcStatus.PermissionDenied, $"'{name}' is the name server's own entry: it can neither be registered nor changed nor removed.");
        }
    }

    /// <summary>Checks a registration and gives it with its URI in canonical form and its tags in a list of its own.</summary>
    public static NameRegistration Registration(NameRegistration? wanted)
    {
        if (wanted is null)
        {
            throw Invalid("The registration is null.");
        }

        Name(wanted.Name);
        Text(wanted.Server, "server id");
        RemoteUri uri = Uri(wanted.Uri);
        if (NameRules.AdvertiseProblem(uri) is { } problem)
        {
            throw Invalid($"'{wanted.Name}' cannot be registered: {problem}.");
        }

        if (wanted.Weight is < 1 or > LargestWeight)
        {
            throw Invalid($"The weight of '{wanted.Name}' is {wanted.Weight}, and must be 1 to {LargestWeight}.");
        }

        if (wanted.LeaseSeconds is < 0 or > LongestLease)
        {
            throw Invalid($"The lease of '{wanted.Name}' is {wanted.LeaseSeconds} s, and must be 1 to {LongestLease} s, or 0 for ever.");
        }

        if (!Enum.IsDefined(wanted.Mode))
        {
            throw Invalid($"{(int)wanted.Mode} is not a mode of registration.");
        }

        return wanted with { Uri = uri.ToString(), Tags = Tags(wanted.Tags), Metadata = Metadata(wanted.Metadata) };
    }

    /// <summary>Refuses what only the registrant's own machine can reach, where that is another one than this.</summary>
    /// <param name="wanted">A registration that is right otherwise.</param>
    /// <param name="peer">Whom the registration comes from, <c>address:port</c>; null for this process. What is no such text is taken for this machine.</param>
    public static void Reachable(NameRegistration wanted, string? peer)
    {
        if (!IPEndPoint.TryParse(peer ?? string.Empty, out IPEndPoint? from) || IPAddress.IsLoopback(from.Address))
        {
            return;
        }

        if (NameRules.IsOfOneMachine(RemoteUri.Parse(wanted.Uri)))
        {
            throw Invalid($"'{wanted.Name}' cannot be registered: {wanted.Uri} can be reached on the machine of its server only, which is {from.Address} and not the name server's: set Advertise to the host name or address that others can reach.");
        }
    }

    public static RemoteUri Uri(string? uri) => RemoteUri.TryParse(uri, out RemoteUri? parsed, out string? error) ? parsed : throw Invalid(error);

    public static string[] Tags(IReadOnlyList<string>? tags)
    {
        if (tags?.Count > MostTags)
        {
            throw Invalid($"There are {tags.Count} tags, and at most {MostTags} are allowed.");
        }

        foreach (string tag in tags ?? [])
        {
            Text(tag, "tag");
        }

        return [.. (tags ?? []).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Gives it as a copy of its own; null for none.</summary>
    public static IReadOnlyDictionary<string, string>? Metadata(IReadOnlyDictionary<string, string>? metadata)
    {
        if (metadata?.Count > MostMetadata)
        {
            throw Invalid($"There are {metadata.Count} keys of metadata, and at most {MostMetadata} are allowed.");
        }

        foreach ((string key, string value) in metadata ?? ReadOnlyDictionary<string, string>.Empty)
        {
            Text(key, "key of metadata");
            if (value is null || value.Length > LongestMetadata || value.Contains('\0'))
            {
                throw Invalid($"The metadata '{key}' must be a text of at most {LongestMetadata} characters without NUL.");
            }
        }

        return metadata is null ? null : new Dictionary<string, string>(metadata, StringComparer.Ordinal);
    }

    public static void Filter(NameFilter? filter)
    {
        foreach (IReadOnlyList<string>? tags in (IReadOnlyList<string>?[])[filter?.AllTags, filter?.AnyTags])
        {
            Tags(tags);
        }
    }

    public static void Heartbeat(NameHeartbeat? heartbeat)
    {
        if (heartbeat?.Leases is null)
        {
            throw Invalid("The heartbeat is null.");
        }

        Text(heartbeat.Server, "server id");
        if (heartbeat.Leases.Count > MostLeases)
        {
            throw Invalid($"A heartbeat names at most {MostLeases} leases, not {heartbeat.Leases.Count}.");
        }
    }

    private static void Text(string? text, string what)
    {
        if (NameRules.Problem(text, what) is { } problem)
        {
            throw Invalid($"This is no {what} that can be used: {problem}.");
        }
    }
}
