using System.Text;
using Npgsql;
using Rpc.Tasks.Stores;

namespace Rpc.Tasks.Postgres.Sql;

/// <summary>Lists of tasks. Only conditions that were asked for are in the text, so that the planner may choose the index that fits them best.</summary>
internal static class ListSql
{
    private const string Tasks = "SELECT id, enqueued_at, ready_at, expires_at, token, began_at, worker, attempt, failures, deaths, missing, state, quarantined, cancel_requested, published, spec, ''::bytea, progress, history, NULL::bigint, NULL::bigint, NULL::bytea, NULL::bytea FROM rpc_tasks.tasks";

    private const string Ended = "SELECT id, enqueued_at, ready_at, expires_at, token, NULL::bigint, NULL::uuid, attempt, failures, deaths, missing, state, quarantined, cancel_requested, published, spec, ''::bytea, progress, history, ended_at, kept_until, NULL::bytea, error FROM rpc_tasks.ended";

    private const string Order = " ORDER BY enqueued_at DESC, id DESC LIMIT $1";

    public static NpgsqlBatchCommand Of(TaskFilter filter)
    {
        List<NpgsqlParameter> parameters = [Parameter.Of(filter.Most)];
        var where = new StringBuilder(" WHERE enqueued_at > 0");
        if (filter.States.Count > 0)
        {
            where.Append(" AND state IN (").AppendJoin(", ", filter.States.Select(static state => (int)state)).Append(')');
        }

        Add("queue = ", filter.Queue, "");
        Add("position(", filter.Kind, " IN kind) > 0");
        Add("schedule = ", filter.Schedule, "");
        if (filter.After is { } after)
        {
            parameters.AddRange(Parameter.Of(after.EnqueuedAt), Parameter.Of(after.Id));
            where.Append(" AND (enqueued_at, id) < ($").Append(parameters.Count - 1).Append(", $").Append(parameters.Count).Append(')');
        }

        return Statement.Of($"({Tasks}{where}{Order}) UNION ALL ({Ended}{where}{Order}){Order}", [.. parameters]);

        void Add(string before, string? value, string behind)
        {
            if (value is not null)
            {
                parameters.Add(Parameter.Of(value));
                where.Append(" AND ").Append(before).Append('$').Append(parameters.Count).Append(behind);
            }
        }
    }
}
