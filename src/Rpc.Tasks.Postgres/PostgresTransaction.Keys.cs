using Rpc.Tasks.Postgres.Sql;
using Rpc.Tasks.Stores;

namespace Rpc.Tasks.Postgres;

/// <content>Keys.</content>
internal sealed partial class PostgresTransaction
{
    // A holder may give its key up between the two statements; that it happens each time means that something else is wrong.
    private const int MostReservations = 50;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<TaskKeyHolder>> ReserveAsync(IReadOnlyList<TaskKey> keys)
    {
        CheckWrites();
        for (int i = 0; keys.Count > 0; i++)
        {
            IReadOnlyList<(int Place, Guid? Holder, byte[] Digest)> holders = await ReserveOnceAsync(keys).ConfigureAwait(false);
            if (holders.All(static one => one.Holder is not null))
            {
                return [.. holders.Where(one => one.Holder != keys[one.Place].Task).Select(one => new TaskKeyHolder(keys[one.Place], one.Holder!.Value, one.Digest))];
            }

            if (i == MostReservations)
            {
                throw new RpcException(RpcStatus.Aborted, "A key could not be had, though nobody else had it. Try again; in a transaction of your own, use READ COMMITTED.");
            }
        }

        return [];
    }

    private ValueTask<IReadOnlyList<(int Place, Guid? Holder, byte[] Digest)>> ReserveOnceAsync(IReadOnlyList<TaskKey> keys)
    {
        _ = WriteAsync(Statement.Of(
            OtherSql.Reserve,
            Parameter.Bools(keys, static key => key.IsUnique),
            Parameter.Texts(keys, static key => key.Key),
            Parameter.Ids(keys, static key => key.Task),
            Parameter.Bytes(keys, static key => key.Digest)));
        return ReadAsync(
            Statement.Of(OtherSql.Holders, Parameter.Bools(keys, static key => key.IsUnique), Parameter.Texts(keys, static key => key.Key)),
            static row => ((int)row.GetInt64(0) - 1, row.IsDBNull(1) ? (Guid?)null : row.GetGuid(1), PostgresRows.Bytes(row, 2) ?? []));
    }
}
