using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Rpc.Diagnostics;

namespace Rpc.Naming;

/// <summary>Registers the objects of one server with the name server and keeps their leases: one heartbeat call for all of them. Thread-safe.</summary>
public sealed class Publisher : IAsyncDisposable
{
    private static readonly TimeSpan WithdrawTime = TimeSpan.FromSeconds(2);

    private readonly NameClient _names;
    private readonly LeaseKeeper _keeper;
    private readonly ILogger _log;

    /// <summary>A publisher that talks to the name servers of <paramref name="names"/>.</summary>
    public Publisher(NameClient names)
    {
        ArgumentNullException.ThrowIfNull(names);
        _names = names;
        _log = names.Options.LoggerFactory?.CreateLogger("Rpc.Naming") ?? NullLogger.Instance;
        _keeper = new LeaseKeeper(this, names.NameServer, names.Options.TimeProvider, _log);
    }

    /// <summary>What this server calls itself in registrations and heartbeats: a new GUID.</summary>
    public string Server { get; } = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);

    /// <summary>Lists the object at <paramref name="uri"/> under <paramref name="name"/> until the publication is disposed.</summary>
    /// <exception cref="RpcException"><see cref="RpcStatus.Unavailable"/>: no name server answers. <see cref="RpcStatus.AlreadyExists"/>: the name is taken and
    /// the mode is <see cref="RegisterMode.FailIfTaken"/>. <see cref="RpcStatus.InvalidArgument"/>: the name, an option or the address cannot be used; the message says why.</exception>
    public async ValueTask<Publication> PublishAsync(string name, RemoteUri uri, PublishOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(uri);
        options ??= new PublishOptions();
        RemoteUri advertised = options.Advertise is { } given ? Advertised(given, uri) : await AdvertisedAddress.OfAsync(uri, _names, cancellationToken).ConfigureAwait(false);
        NameRegistration registration = Registration(name, advertised, options);
        NameLease lease = await _names.NameServer.RegisterAsync(registration, cancellationToken).ConfigureAwait(false);
        var publication = new Publication(this, registration, lease);
        if (!_keeper.Add(publication))
        {
            await WithdrawAsync(publication).ConfigureAwait(false);
            throw new ObjectDisposedException(nameof(Publisher));
        }

        NamingLog.Published(_log, name, publication.Uri.ToString(), lease.Seconds);
        return publication;
    }

    /// <summary>Takes every name of this server off the list, in one call that waits at most 2 s, and ends the heartbeats.</summary>
    public async ValueTask DisposeAsync()
    {
        (IReadOnlyList<Publication> all, IReadOnlyList<long> owed) = await _keeper.StopAsync().ConfigureAwait(false);
        await ReleaseAsync([.. owed, .. Leases([.. all.Where(publication => publication.TryEnd())])]).ConfigureAwait(false);
    }

    internal async ValueTask WithdrawAsync(Publication publication)
    {
        if (publication.TryEnd())
        {
            _keeper.Remove(publication);
            await ReleaseAsync([publication]).ConfigureAwait(false);
        }
    }

    internal ValueTask ReleaseAsync(IReadOnlyList<Publication> publications) => ReleaseAsync(Leases(publications));

    private static long[] Leases(IReadOnlyList<Publication> publications) => [.. publications.Where(publication => !publication.IsReplaced).Select(publication => publication.LeaseId)];

    private async ValueTask ReleaseAsync(long[] leases)
    {
        if (leases.Length == 0)
        {
            return;
        }

        using var limit = new CancellationTokenSource(WithdrawTime, _names.Options.TimeProvider);
        try
        {
            await _names.NameServer.ReleaseAsync(new NameHeartbeat(Server, leases), limit.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is RpcException or OperationCanceledException)
        {
            _keeper.Owe(leases);
            NamingLog.ReleaseFailed(_log, leases.Length, error.Message);
        }
    }

    private NameRegistration Registration(string name, RemoteUri advertised, PublishOptions options)
    {
        double seconds = options.Lease?.TotalSeconds ?? 0;
        string? problem = NameRules.Problem(name)
            ?? (options.Lease is not null && (seconds is < 1 or > 86_400 || seconds != Math.Truncate(seconds)) ? $"the lease is {options.Lease}, and must be 1 to 86,400 whole seconds, or null" : null)
            ?? NameRules.AdvertiseProblem(advertised, _names.CurrentServer);
        return problem is null
            ? new NameRegistration(name, advertised.ToString(), Server, options.Tags, options.Weight, (int)seconds, options.Mode, Metadata: options.Metadata)
            : throw NamingErrors.Invalid($"'{RemoteUriText.Printable(name)}' cannot be published: {problem}.");
    }

    private static RemoteUri Advertised(RemoteUri given, RemoteUri own) => given.ObjectId is not null || given.NeedsNameServer || own.ObjectId is null
        ? given
        : given.WithObject(own.ObjectId);
}
