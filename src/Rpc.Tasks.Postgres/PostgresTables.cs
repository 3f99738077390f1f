using System.Globalization;
using Npgsql;

namespace Rpc.Tasks.Postgres;

/// <summary>Sees that the tables are there and are those that this version knows.</summary>
internal static class PostgresTables
{
    /// <exception cref="RpcException">They are not, and cannot be made.</exception>
    public static async Task PrepareAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // Who finds them needs no right to make them.
        if (!await ExistAsync(connection, cancellationToken).ConfigureAwait(false))
        {
            await CreateAsync(connection, cancellationToken).ConfigureAwait(false);
        }

        int format = Convert.ToInt32(await RunAsync(connection, PostgresSchema.FormatOf, cancellationToken).ConfigureAwait(false), CultureInfo.InvariantCulture);
        if (format != PostgresSchema.Format)
        {
            throw new RpcException(
                RpcStatus.FailedPrecondition,
                format > PostgresSchema.Format
                    ? $"The schema rpc_tasks has format {format}, which a newer version has made; this one knows format {PostgresSchema.Format}. Use that version, or another database."
                    : $"The schema rpc_tasks has format {format}, and this version knows format {PostgresSchema.Format} only. Use the version that has made it, or another database.");
        }
    }

    private static async Task CreateAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            await RunAsync(connection, PostgresSchema.Lock, cancellationToken).ConfigureAwait(false);
            if (!await ExistAsync(connection, cancellationToken).ConfigureAwait(false))
            {
                await RunAsync(connection, PostgresSchema.Create, cancellationToken).ConfigureAwait(false);
            }

            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<bool> ExistAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var look = new NpgsqlCommand(PostgresSchema.Look, connection);
        await using (look.ConfigureAwait(false))
        {
            NpgsqlDataReader row = await look.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (row.ConfigureAwait(false))
            {
                await row.ReadAsync(cancellationToken).ConfigureAwait(false);
                return row.GetString(1) == "UTF8"
                    ? row.GetBoolean(0)
                    : throw new RpcException(RpcStatus.FailedPrecondition, $"The database is encoded in {row.GetString(1)}, and cannot hold every name: create it with ENCODING 'UTF8'.");
            }
        }
    }

    private static async Task<object?> RunAsync(NpgsqlConnection connection, string text, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // The texts are constants of our own.
        var command = new NpgsqlCommand(text, connection);
#pragma warning restore CA2100
        await using (command.ConfigureAwait(false))
        {
            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
