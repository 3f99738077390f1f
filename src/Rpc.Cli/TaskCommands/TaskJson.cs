using System.Text.Json;
using Rpc.Tasks;
using Rpc.Tasks.Backends;
using Rpc.Tasks.Engine;
using Rpc.Tasks.Stores;

namespace Rpc.Cli.TaskCommands;

/// <summary>Tasks, workers and schedules as JSON. What is not there is left out.</summary>
internal static class TaskJson
{
    public static void Write(Utf8JsonWriter writer, RpcTaskInfo info)
    {
        writer.WriteStartObject();
        writer.WriteString("id", info.Id);
        writer.WriteString("state", TaskFilterOptions.Text(info.State));
        writer.WriteString("kind", info.Kind);
        writer.WriteString("queue", info.Queue);
        writer.WriteString("priority", info.Priority.ToString().ToLowerInvariant());
        writer.WriteNumber("attempt", info.Attempt);
        writer.WriteNumber("workerDeaths", info.WorkerDeaths);
        writer.WriteBoolean("quarantined", info.IsQuarantined);
        writer.WriteBoolean("cancelRequested", info.IsCancelRequested);
        writer.WriteString("enqueuedAt", info.EnqueuedAt);
        writer.WriteString("readyAt", info.ReadyAt);
        Optional(writer, "beganAt", info.BeganAt);
        Optional(writer, "endedAt", info.EndedAt);
        Optional(writer, "keptUntil", info.KeptUntil);
        Optional(writer, "worker", info.Worker?.ToString());
        Optional(writer, "idempotencyKey", info.IdempotencyKey);
        Optional(writer, "uniqueKey", info.UniqueKey);
        Optional(writer, "schedule", info.Schedule);
        if (info.Missing > 0)
        {
            writer.WriteNumber("missing", info.Missing);
        }

        if (info.Error is { } error)
        {
            writer.WriteStartObject("error");
            writer.WriteString("failure", error.Failure == RpcTaskFailure.None ? "exception" : error.Failure.ToString());
            writer.WriteString("message", error.Message);
            writer.WriteEndObject();
        }

        writer.WriteStartArray("history");
        foreach (TaskAttempt attempt in info.History)
        {
            Write(writer, attempt);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, WorkerRow worker)
    {
        writer.WriteStartObject();
        writer.WriteString("id", worker.Id);
        writer.WriteString("name", worker.Name);
        Strings(writer, "queues", worker.Queues);
        Strings(writer, "kinds", worker.Kinds);
        writer.WriteNumber("concurrency", worker.Concurrency);
        writer.WriteString("joinedAt", worker.JoinedAt);
        writer.WriteString("seenAt", worker.SeenAt);
        writer.WriteString("leaseUntil", worker.LeaseUntil);
        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, RpcScheduleInfo schedule)
    {
        writer.WriteStartObject();
        writer.WriteString("name", schedule.Name);
        writer.WriteString("timing", schedule.Timing);
        writer.WriteString("timeZone", schedule.TimeZone);
        writer.WriteString("kind", schedule.Kind);
        writer.WriteString("queue", schedule.Queue);
        Optional(writer, "nextAt", schedule.NextAt);
        Optional(writer, "lastAt", schedule.LastAt);
        writer.WriteBoolean("paused", schedule.IsPaused);
        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, TaskOverview overview)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("counts");
        foreach (TaskCount count in overview.Counts)
        {
            writer.WriteStartObject();
            writer.WriteString("queue", count.Queue);
            writer.WriteString("state", TaskFilterOptions.Text(count.State));
            writer.WriteNumber("count", count.Count);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteNumber("workers", overview.Workers.Count);
        writer.WriteEndObject();
    }

    /// <summary>An array of these.</summary>
    public static void Array<T>(Utf8JsonWriter writer, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        writer.WriteStartArray();
        foreach (T item in items)
        {
            write(writer, item);
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, TaskAttempt attempt)
    {
        writer.WriteStartObject();
        writer.WriteNumber("attempt", attempt.Attempt);
        writer.WriteString("worker", attempt.Worker);
        writer.WriteString("beganAt", attempt.BeganAt);
        writer.WriteString("endedAt", attempt.EndedAt);
        writer.WriteString("ending", attempt.Ending.ToString());
        writer.WriteString("message", attempt.Message);
        writer.WriteEndObject();
    }

    private static void Strings(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (string text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    private static void Optional(Utf8JsonWriter writer, string name, DateTimeOffset? time)
    {
        if (time is { } at)
        {
            writer.WriteString(name, at);
        }
    }

    private static void Optional(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }
}
