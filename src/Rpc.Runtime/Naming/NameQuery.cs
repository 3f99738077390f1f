namespace Rpc.Naming;

/// <summary>What a <c>rpcname:</c> or <c>rpcmeta:</c> URI asks of name servers. Immutable; thread-safe.</summary>
internal sealed class NameQuery(RemoteUri uri, NameServerFailover servers)
{
    private const int PageSize = 1000;

    public RemoteUri Uri => uri;

    public NameServerFailover Servers => servers;

    /// <summary>The same as a filter. A pattern that is as long as the name and begins with it is the name, whatever characters that has.</summary>
    public NameFilter Filter { get; } = uri.Scheme == RemoteScheme.Name
        ? new NameFilter(Prefix: uri.Name, Glob: uri.Name!.Replace('*', '?'))
        : new NameFilter(AllTags: uri.Tags);

    /// <summary>What is asked for, for messages: the name or the tags.</summary>
    public string What => uri.Scheme == RemoteScheme.Name ? NamingErrors.Quoted(uri.Name!) : NamingErrors.Tagged(uri.Tags);

    /// <summary>Asks once. Gives at least one entry.</summary>
    /// <exception cref="RpcException"><see cref="RpcStatus.NotFound"/>: there is none. <see cref="RpcStatus.Unavailable"/>: no name server answers.</exception>
    public async Task<IReadOnlyList<NameEntry>> AskAsync(CancellationToken cancellationToken)
    {
        if (uri.Scheme == RemoteScheme.Name)
        {
            return [await servers.LookupAsync(uri.Name!, cancellationToken).ConfigureAwait(false)];
        }

        var entries = new List<NameEntry>();
        string? after = null;
        do
        {
            NamePage page = await servers.ListAsync(Filter, after, PageSize, cancellationToken).ConfigureAwait(false);
            entries.AddRange(page.Entries);
            after = page.Next;
        }
        while (after is not null);

        return entries.Count > 0 ? entries : throw NamingErrors.NothingTagged(uri.Tags, [servers.Current]);
    }
}
