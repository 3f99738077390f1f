using Npgsql;
using NpgsqlTypes;

namespace Rpc.Tasks.Postgres;

/// <summary>Parameters of statements with their types told, so that any data source of an application will do. A column of many rows is one array.</summary>
internal static class Parameter
{
    public static NpgsqlParameter Of(Guid value) => Make(value, NpgsqlDbType.Uuid);

    public static NpgsqlParameter Of(Guid? value) => value is { } id ? Of(id) : Null(NpgsqlDbType.Uuid);

    public static NpgsqlParameter Of(int value) => Make(value, NpgsqlDbType.Integer);

    public static NpgsqlParameter Of(long value) => Make(value, NpgsqlDbType.Bigint);

    public static NpgsqlParameter Of(bool value) => Make(value, NpgsqlDbType.Boolean);

    public static NpgsqlParameter Of(DateTimeOffset value) => Of(value.UtcTicks);

    public static NpgsqlParameter Of(DateTimeOffset? value) => value is { } time ? Of(time) : Null(NpgsqlDbType.Bigint);

    public static NpgsqlParameter Of(string? value) => value is null ? Null(NpgsqlDbType.Text) : Make(value, NpgsqlDbType.Text);

    public static NpgsqlParameter Of(byte[] value) => Make(value, NpgsqlDbType.Bytea);

    public static NpgsqlParameter Of(IReadOnlyList<Guid> values) => Array(values as Guid[] ?? [.. values], NpgsqlDbType.Uuid);

    public static NpgsqlParameter Of(IReadOnlyList<string> values) => Array(values as string[] ?? [.. values], NpgsqlDbType.Text);

    public static NpgsqlParameter Ids<TRow>(IReadOnlyList<TRow> rows, Func<TRow, Guid> value) => Array(Column(rows, value), NpgsqlDbType.Uuid);

    public static NpgsqlParameter MaybeIds<TRow>(IReadOnlyList<TRow> rows, Func<TRow, Guid?> value) => Array(Column(rows, value), NpgsqlDbType.Uuid);

    public static NpgsqlParameter Longs<TRow>(IReadOnlyList<TRow> rows, Func<TRow, long> value) => Array(Column(rows, value), NpgsqlDbType.Bigint);

    public static NpgsqlParameter Times<TRow>(IReadOnlyList<TRow> rows, Func<TRow, DateTimeOffset> value) => Array(Column(rows, row => value(row).UtcTicks), NpgsqlDbType.Bigint);

    public static NpgsqlParameter MaybeTimes<TRow>(IReadOnlyList<TRow> rows, Func<TRow, DateTimeOffset?> value) => Array(Column(rows, row => value(row)?.UtcTicks), NpgsqlDbType.Bigint);

    public static NpgsqlParameter Ints<TRow>(IReadOnlyList<TRow> rows, Func<TRow, int> value) => Array(Column(rows, value), NpgsqlDbType.Integer);

    public static NpgsqlParameter Shorts<TRow>(IReadOnlyList<TRow> rows, Func<TRow, int> value) => Array(Column(rows, row => (short)value(row)), NpgsqlDbType.Smallint);

    public static NpgsqlParameter Bools<TRow>(IReadOnlyList<TRow> rows, Func<TRow, bool> value) => Array(Column(rows, value), NpgsqlDbType.Boolean);

    public static NpgsqlParameter Texts<TRow>(IReadOnlyList<TRow> rows, Func<TRow, string?> value) => Array(Column(rows, value), NpgsqlDbType.Text);

    public static NpgsqlParameter Bytes<TRow>(IReadOnlyList<TRow> rows, Func<TRow, byte[]?> value) => Array(Column(rows, value), NpgsqlDbType.Bytea);

    private static T[] Column<TRow, T>(IReadOnlyList<TRow> rows, Func<TRow, T> value)
    {
        var column = new T[rows.Count];
        for (int i = 0; i < column.Length; i++)
        {
            column[i] = value(rows[i]);
        }

        return column;
    }

    private static NpgsqlParameter<T> Make<T>(T value, NpgsqlDbType type) => new() { TypedValue = value, NpgsqlDbType = type };

    private static NpgsqlParameter<T[]> Array<T>(T[] values, NpgsqlDbType type) => Make(values, NpgsqlDbType.Array | type);

    private static NpgsqlParameter Null(NpgsqlDbType type) => new() { Value = DBNull.Value, NpgsqlDbType = type };
}
