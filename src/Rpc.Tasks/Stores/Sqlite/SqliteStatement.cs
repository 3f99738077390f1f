using System.Text;
using SQLitePCL;

namespace Rpc.Tasks.Stores;

/// <summary>A prepared statement that is kept: values go in by position, rows come out by ordinal, and nothing is allocated but what is read. Used by one thread at a time.</summary>
internal sealed class SqliteStatement(SqliteSession session, sqlite3_stmt statement) : IDisposable
{
    private const int Null = 5;

    // The parameter that Add gives a value to next, from 1.
    private int _next;

    /// <summary>Makes it ready for values, wherever it was left.</summary>
    public SqliteStatement Begin()
    {
        _ = raw.sqlite3_reset(statement);
        _next = 1;
        return this;
    }

    public SqliteStatement Add(long value)
    {
        session.Check(raw.sqlite3_bind_int64(statement, _next++, value));
        return this;
    }

    public SqliteStatement Add(bool value) => Add(value ? 1L : 0L);

    public SqliteStatement Add(DateTimeOffset time) => Add(time.UtcTicks);

    public SqliteStatement Add(DateTimeOffset? time) => time is { } there ? Add(there.UtcTicks) : AddNull();

    public SqliteStatement Add(Guid id)
    {
        // Big-endian, so that ids which carry the time sort by it.
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        session.Check(raw.sqlite3_bind_blob(statement, _next++, bytes));
        return this;
    }

    public SqliteStatement Add(Guid? id) => id is { } there ? Add(there) : AddNull();

    public SqliteStatement Add(string? text)
    {
        if (text is null)
        {
            return AddNull();
        }

        if (text.Length == 0)
        {
            // As with bytes, a span of nothing would be bound as a null.
            session.Check(raw.sqlite3_bind_text(statement, _next++, text));
            return this;
        }

        Span<byte> buffer = stackalloc byte[512];
        ReadOnlySpan<byte> bytes = text.Length <= 170 ? buffer[..Encoding.UTF8.GetBytes(text, buffer)] : Encoding.UTF8.GetBytes(text);
        session.Check(raw.sqlite3_bind_text(statement, _next++, bytes));
        return this;
    }

    public SqliteStatement Add(byte[]? bytes)
    {
        // A span of nothing would be bound as a null.
        session.Check(bytes is null ? raw.sqlite3_bind_null(statement, _next)
            : bytes.Length == 0 ? raw.sqlite3_bind_zeroblob(statement, _next, 0)
            : raw.sqlite3_bind_blob(statement, _next, bytes));
        _next++;
        return this;
    }

    public SqliteStatement AddNull()
    {
        session.Check(raw.sqlite3_bind_null(statement, _next++));
        return this;
    }

    /// <summary>The next row. False, and ready to begin again, when there is none.</summary>
    public bool Step()
    {
        int code = raw.sqlite3_step(statement);
        if (code == raw.SQLITE_ROW)
        {
            return true;
        }

        if (code != raw.SQLITE_DONE)
        {
            // Before the reset, which may take the message with it.
            Exception error = session.Error(code);
            _ = raw.sqlite3_reset(statement);
            throw error;
        }

        _ = raw.sqlite3_reset(statement);
        return false;
    }

    /// <summary>Runs it to its end, and gives the number of rows that it changed.</summary>
    public int Run()
    {
        while (Step())
        {
        }

        return session.Changes;
    }

    /// <summary>Whether it has a row; the rest is not looked at.</summary>
    public bool Any()
    {
        bool any = Step();
        Reset();
        return any;
    }

    /// <summary>The number in the first row; null for no row or none in it.</summary>
    public long? Scalar()
    {
        long? value = Step() && !IsNull(0) ? Long(0) : null;
        Reset();
        return value;
    }

    public void Reset() => _ = raw.sqlite3_reset(statement);

    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == Null;

    public long Long(int column) => raw.sqlite3_column_int64(statement, column);

    public int Int(int column) => (int)Long(column);

    public bool Bool(int column) => Long(column) != 0;

    public DateTimeOffset Time(int column) => new(Long(column), TimeSpan.Zero);

    public DateTimeOffset? TimeOrNull(int column) => IsNull(column) ? null : Time(column);

    public Guid Id(int column) => new(Span(column), bigEndian: true);

    public Guid? IdOrNull(int column) => IsNull(column) ? null : Id(column);

    public string Text(int column) => Encoding.UTF8.GetString(Span(column));

    public byte[] Bytes(int column) => Span(column).ToArray();

    public byte[]? BytesOrNull(int column) => IsNull(column) ? null : Bytes(column);

    /// <summary>Valid until the next step.</summary>
    public ReadOnlySpan<byte> Span(int column) => raw.sqlite3_column_blob(statement, column);

    public void Dispose() => statement.Dispose();
}
