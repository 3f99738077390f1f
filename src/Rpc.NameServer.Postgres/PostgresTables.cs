using System.Globalization;
using Npgsql;

namespace Rpc.NameServer.Postgres;

/// <summary>Sees that the tables are there and are those that this version knows.</summary>
internal static class PostgresTables
{
    public static async Task PrepareAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            await RunAsync(connection, transaction, PostgresSchema.Lock, cancellationToken).ConfigureAwait(false);
            (bool exists, string encoding) = await LookAsync(connection, transaction, cancellationToken).ConfigureAwait(false);
            if (encoding != "UTF8")
            {
                throw new RpcException(RpcStatus.FailedPrecondition, $"The database is encoded in {encoding}, and cannot hold every name: create it with ENCODING 'UTF8'.");
            }

            if (!exists)
            {
                string create = PostgresSchema.Create
                    .Replace("$FORMAT", PostgresSchema.Format.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                    .Replace("$EPOCH", Random.Shared.NextInt64(1, long.MaxValue).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
                await RunAsync(connection, transaction, create, cancellationToken).ConfigureAwait(false);
            }

            int format = Convert.ToInt32(await RunAsync(connection, transaction, PostgresSchema.FormatOf, cancellationToken).ConfigureAwait(false), CultureInfo.InvariantCulture);
            if (format != PostgresSchema.Format)
            {
                throw new RpcException(RpcStatus.FailedPrecondition, $"The schema rpc_names has format {format}, and this name server knows format {PostgresSchema.Format}.");
            }

            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<(bool Exists, string Encoding)> LookAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        var look = new NpgsqlCommand(PostgresSchema.Exists, connection, transaction);
        await using (look.ConfigureAwait(false))
        {
            NpgsqlDataReader row = await look.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (row.ConfigureAwait(false))
            {
                await row.ReadAsync(cancellationToken).ConfigureAwait(false);
                return (row.GetBoolean(0), row.GetString(1));
            }
        }
    }

    private static async Task<object?> RunAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string text, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // The texts are constants and numbers of our own.
        var command = new NpgsqlCommand(text, connection, transaction);
#pragma warning restore CA2100
        await using (command.ConfigureAwait(false))
        {
            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
