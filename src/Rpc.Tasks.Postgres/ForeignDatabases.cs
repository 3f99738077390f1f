using System.Collections.Concurrent;
using Npgsql;

namespace Rpc.Tasks.Postgres;

/// <summary>Whether connections that callers bring are of the store's database. Thread-safe.</summary>
internal sealed class ForeignDatabases(NpgsqlDataSource source)
{
    // A cluster's identifier is its own for ever, and so is a database's number in it, whatever address they are reached by.
    private const string Identity = "SELECT current_database() || ' (' || (SELECT oid FROM pg_database WHERE datname = current_database()) || ' of system ' || (SELECT system_identifier FROM pg_control_system()) || ')'";

    // One entry for each connection string that an application uses: a handful.
    private readonly ConcurrentDictionary<string, string> _known = new(StringComparer.Ordinal);

    /// <exception cref="ArgumentException">It is of another database.</exception>
    public async ValueTask CheckAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        string theirs = await IdentityOfAsync(connection, transaction, cancellationToken).ConfigureAwait(false);
        string ours = await OwnAsync(cancellationToken).ConfigureAwait(false);
        if (theirs != ours)
        {
            throw new ArgumentException($"The transaction is of the database {theirs}, and the tasks are in {ours}. A transaction spans one database only: keep the tasks where your data is, or enqueue without a transaction.", nameof(transaction));
        }
    }

    private async ValueTask<string> OwnAsync(CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(source.ConnectionString, out string? known))
        {
            return known;
        }

        NpgsqlConnection connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            return await IdentityOfAsync(connection, null, cancellationToken, source.ConnectionString).ConfigureAwait(false);
        }
    }

    private async ValueTask<string> IdentityOfAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, CancellationToken cancellationToken, string? name = null)
    {
        name ??= connection.ConnectionString;
        if (_known.TryGetValue(name, out string? known))
        {
            return known;
        }

        var ask = new NpgsqlCommand(Identity, connection, transaction);
        await using (ask.ConfigureAwait(false))
        {
            return _known[name] = (string)(await ask.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
        }
    }
}
