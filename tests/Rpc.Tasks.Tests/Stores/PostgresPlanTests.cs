using System.Globalization;
using Npgsql;
using Rpc.Tasks.Postgres;
using Rpc.Tasks.Postgres.Sql;

namespace Rpc.Tasks.Tests.Stores;

/// <summary>Plans that were made while the tables were empty, which connections keep, are those that full tables want.</summary>
public sealed class PostgresPlanTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Queue = "'default', 100";
    private const string Worker = "'00000000-0000-0000-0000-000000000001'";

    private static readonly string s_some = $"'{{{string.Join(',', Enumerable.Range(0, 50).Select(static _ => Guid.NewGuid()))}}}'";

    // What is expected of the plan; the types of parameters; values.
    private static readonly Dictionary<string, (string Text, string Types, string Values, string Index)> s_statements = new(StringComparer.Ordinal)
    {
        ["by_id"] = (FindSql.Lock, "uuid[]", s_some, "tasks_pkey"),
        ["ready"] = (FindSql.LockReady, "uuid, text, integer", $"{Worker}, {Queue}", "tasks_ready"),
        ["quarantined"] = (FindSql.LockQuarantined, "uuid, text, integer", $"{Worker}, {Queue}", "tasks_quarantined"),
        ["due"] = (FindSql.LockDue, "integer", "100", "tasks_scheduled"),
        ["expired"] = (FindSql.LockExpired, "integer", "100", "tasks_expiring"),
        ["running"] = (FindSql.LockRunning, "uuid", Worker, "tasks_running"),
        ["unknown"] = (FindSql.LockUnknown, "integer", "100", "tasks_kinds"),
        ["parked"] = (FindSql.LockParked, "text[], integer", "'{a,b}', 100", "tasks_parked"),
        ["unpublished"] = (FindSql.LockUnpublished, "bigint, integer", "0, 100", "tasks_unpublished"),
        ["forgettable"] = (FindSql.LockForgettable, "integer", "100", "ended_kept"),
        ["find"] = (FindSql.Find, "uuid[]", s_some, "tasks_pkey"),
        ["ended"] = (FindSql.FindEnded, "uuid[]", s_some, "ended_pkey"),
        ["cancelled"] = (FindSql.CancelledOf, "uuid", Worker, "tasks_running"),
        ["peek"] = (FindSql.Peek, "text[], uuid", $"'{{default}}', {Worker}", "tasks_kinds"),
        ["save"] = (TaskSql.Save, $"uuid[], {Rest("bigint bigint bigint bigint uuid integer integer integer integer smallint boolean boolean boolean bytea bytea")}", $"{s_some}, {Nulls(15)}", "tasks_pkey"),
        ["finish"] = (TaskSql.End, $"uuid[], {Rest("bigint bigint bigint bigint integer integer integer integer smallint boolean boolean boolean bytea bytea bytea bytea bytea")}", $"{s_some}, {Nulls(17)}", "tasks_pkey"),
        ["forget"] = (TaskSql.Forget, $"uuid[], {Rest("smallint bigint bytea bytea bytea bytea bytea")}", $"{s_some}, {Nulls(7)}", "ended_pkey"),
        ["refuse"] = (TaskSql.RefuseEnded, "uuid[]", s_some, "ended_pkey"),
        ["keys"] = (OtherSql.Holders, "boolean[], text[]", "'{t}', '{a}'", "keys_by_key"),
        ["give_up"] = (OtherSql.GiveUpUnique, "uuid[]", s_some, "keys_of_task"),
        ["drop_keys"] = (OtherSql.DropKeys, "uuid[]", s_some, "keys_of_task"),
        ["needs_of"] = (OtherSql.NeedsOf, "uuid[]", s_some, "needs_of"),
        ["needs_for"] = (OtherSql.NeedsFor, "uuid", Worker, "needs_for"),
        ["drop_needs"] = (OtherSql.DropNeeds, "uuid[]", s_some, "needs_for"),
    };

    private PostgresTaskStore _store = null!;
    private NpgsqlConnection _connection = null!;

    public async ValueTask InitializeAsync()
    {
        string connection = await postgres.CreateDatabaseAsync();
        _store = await PostgresTaskStore.OpenAsync(connection);
        _connection = new NpgsqlConnection(connection + ";Pooling=false");
        await _connection.OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task Statements_read_by_the_indexes_that_they_are_written_for()
    {
        await AskAsync("ANALYZE; SET plan_cache_mode = force_generic_plan");
        await AskAsync("BEGIN");
        await OpenAsync();
        foreach ((string name, (string text, string types, string values, _)) in s_statements)
        {
            await AskAsync($"PREPARE {name} ({types}) AS {text}");
            await AskAsync($"EXPLAIN EXECUTE {name} ({values})");
        }

        await FillAsync();
        foreach ((string name, (_, _, string values, string index)) in s_statements)
        {
            string plan = $"{name}\n{string.Join('\n', await AskAsync($"EXPLAIN EXECUTE {name} ({values})"))}";
            Assert.True(plan.Contains($" {index} ", StringComparison.Ordinal), plan);
            Assert.DoesNotMatch("Seq Scan on (tasks|ended|keys|needs)", plan);
            Assert.DoesNotContain("_listed", plan, StringComparison.Ordinal);
            Assert.True(index == "tasks_pkey" || !plan.Contains("tasks_pkey", StringComparison.Ordinal), plan);
            Assert.True(name is not ("ready" or "quarantined" or "due" or "unpublished" or "forgettable" or "expired") || !plan.Contains("Sort", StringComparison.Ordinal), plan);
            Assert.True(name is not ("save" or "finish" or "forget") || !plan.Contains("Nested Loop", StringComparison.Ordinal), plan);
        }
    }

    private static string Rest(string types) => string.Join(", ", types.Split(' ').Select(static type => type + "[]"));

    private static string Nulls(int count) => string.Join(", ", Enumerable.Repeat("NULL", count));

    private async Task OpenAsync()
    {
        await using var open = new NpgsqlCommand(SessionSql.Open, _connection) { Parameters = { new NpgsqlParameter { Value = "639000000000000000" } } };
        await open.ExecuteNonQueryAsync();
    }

    // Tasks in every state, without statistics, as a burst leaves them.
    private Task FillAsync() => AskAsync(string.Create(CultureInfo.InvariantCulture, $"""
        INSERT INTO rpc_tasks.tasks (id, enqueued_at, ready_at, token, attempt, failures, deaths, missing, state, priority, quarantined, cancel_requested, published, queue, kind, spec, arguments, worker)
        SELECT gen_random_uuid(), n, n, 0, 0, 0, 0, 0, (ARRAY[3, 4, 4, 4, 5, 9])[1 + n % 6], 1, n % 50 = 0, false, false, 'default', 'kind' || n % 10, '', '', CASE WHEN n % 6 = 4 THEN {Worker}::uuid END FROM generate_series(1, 20000) n;
        INSERT INTO rpc_tasks.ended (id, enqueued_at, ready_at, ended_at, kept_until, token, attempt, failures, deaths, missing, state, priority, quarantined, cancel_requested, published, queue, kind, spec, arguments)
        SELECT gen_random_uuid(), n, n, n, n, 0, 0, 0, 0, 0, 6, 1, false, false, false, 'default', 'kind', '', '' FROM generate_series(1, 20000) n
        """));

    private async Task<string[]> AskAsync(string sql)
    {
#pragma warning disable CA2100 // The texts are those of the store.
        await using var command = new NpgsqlCommand(sql, _connection);
#pragma warning restore CA2100
        await using NpgsqlDataReader rows = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await rows.ReadAsync())
        {
            lines.Add(rows.GetValue(0).ToString()!);
        }

        return [.. lines];
    }
}
