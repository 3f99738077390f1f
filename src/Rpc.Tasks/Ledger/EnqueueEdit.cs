using System.Security.Cryptography;
using System.Text;
using Rpc.Tasks.Backends;
using Rpc.Tasks.Engine;
using Rpc.Tasks.Stores;

namespace Rpc.Tasks.Ledger;

/// <summary>Takes tasks into the store.</summary>
internal static class EnqueueEdit
{
    /// <summary>Takes the tasks of several requests that have no keys: they cannot fail for one of them.</summary>
    public static async ValueTask<IReadOnlyList<TaskRow>> TakeAsync(ITaskTransaction transaction, IReadOnlyList<EnqueueRequest> requests)
    {
        var rows = new List<TaskRow>();
        foreach (EnqueueRequest request in requests)
        {
            foreach (ContractShapes shapes in request.Shapes)
            {
                await transaction.PutShapesAsync(shapes.Fingerprint, shapes.Shapes).ConfigureAwait(false);
            }

            rows.AddRange(request.Tasks.Select(task => Enter(task, transaction.Now)));
        }

        await transaction.InsertAsync(rows).ConfigureAwait(false);
        foreach (EnqueueRequest request in requests)
        {
            await transaction.AddNeedsAsync(request.Needs).ConfigureAwait(false);
        }

        Announce(transaction, rows);
        return rows;
    }

    /// <summary>Takes the tasks of one request, whose keys others may have.</summary>
    public static async ValueTask<(IReadOnlyList<EnqueueAnswer> Answers, IReadOnlyList<TaskRow> Rows)> TakeKeyedAsync(ITaskTransaction transaction, EnqueueRequest request)
    {
        var answers = new EnqueueAnswer[request.Tasks.Count];
        var taken = new List<NewTask>();
        for (int i = 0; i < answers.Length; i++)
        {
            NewTask task = request.Tasks[i];
            TaskKey? key = KeyOf(task);
            IReadOnlyList<TaskKeyHolder> held = key is null ? [] : await transaction.ReserveAsync([key]).ConfigureAwait(false);
            TaskKeyHolder? holder = held.Count == 0 ? null : held[0];
            if (holder is null)
            {
                taken.Add(task);
                answers[i] = new EnqueueAnswer(task.Id, IsNew: true);
                continue;
            }

            if (!key!.IsUnique && !key.Digest.AsSpan().SequenceEqual(holder.Digest))
            {
                throw new RpcException(RpcStatus.AlreadyExists, $"The idempotency key {key.Key} belongs to task {holder.Holder}, which has another method or other arguments. Use a key for each thing that is to be done once.");
            }

            answers[i] = new EnqueueAnswer(holder.Holder, IsNew: holder.Holder == task.Id);
        }

        IReadOnlyList<TaskRow> rows = await TakeAsync(transaction, [request with { Tasks = taken }]).ConfigureAwait(false);
        return (answers, rows);
    }

    /// <summary>Takes what is not there yet of a request that may have been taken before.</summary>
    public static async ValueTask<IReadOnlyList<TaskRow>> TakeAgainAsync(ITaskTransaction transaction, EnqueueRequest request)
    {
        IReadOnlyList<TaskRow> there = await transaction.FindAsync([.. request.Tasks.Select(static task => task.Id)]).ConfigureAwait(false);
        return there.Count == request.Tasks.Count ? [] : await TakeAsync(transaction, [request]).ConfigureAwait(false);
    }

    /// <summary>The same as <see cref="TakeKeyedAsync"/>, where it may have been taken before: what is there stays, and only what had another holder's key then can be missing.</summary>
    public static async ValueTask<(IReadOnlyList<EnqueueAnswer> Answers, IReadOnlyList<TaskRow> Rows)> TakeKeyedAgainAsync(ITaskTransaction transaction, EnqueueRequest request)
    {
        var there = (await transaction.FindAsync([.. request.Tasks.Select(static task => task.Id)]).ConfigureAwait(false)).Select(static row => row.Id).ToHashSet();
        NewTask[] missing = [.. request.Tasks.Where(task => !there.Contains(task.Id))];
        (IReadOnlyList<EnqueueAnswer> answers, IReadOnlyList<TaskRow> rows) = await TakeKeyedAsync(transaction, request with { Tasks = missing, Needs = [.. request.Needs.Where(need => !there.Contains(need.Needing))] }).ConfigureAwait(false);
        var others = missing.Zip(answers).ToDictionary(static pair => pair.First.Id, static pair => pair.Second);
        return ([.. request.Tasks.Select(task => others.TryGetValue(task.Id, out EnqueueAnswer? answer) ? answer : new EnqueueAnswer(task.Id, IsNew: true))], rows);
    }

    /// <summary>Whether a task wants a key.</summary>
    public static bool HasKey(NewTask task) => task.Spec.IdempotencyKey is not null || task.Spec.UniqueKey is not null;

    private static TaskRow Enter(NewTask task, DateTimeOffset now) =>
        TaskEngine.Enter(task.Id, task.Spec, task.Arguments, now, task.DueAt ?? (task.Delay > TimeSpan.Zero ? now + task.Delay : null));

    private static TaskKey? KeyOf(NewTask task) => task.Spec.UniqueKey is { } unique ? new TaskKey(IsUnique: true, unique, task.Id, [])
        : task.Spec.IdempotencyKey is { } once ? new TaskKey(IsUnique: false, once, task.Id, Digest(task))
        : null;

    private static byte[] Digest(NewTask task)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(task.Spec.Kind));
        hash.AppendData([0]);
        hash.AppendData(task.Arguments);
        return hash.GetHashAndReset();
    }

    private static void Announce(ITaskTransaction transaction, IReadOnlyList<TaskRow> rows)
    {
        TaskSignalKinds kinds = TaskSignalKinds.None;
        foreach (TaskRow row in rows)
        {
            kinds |= row.State switch
            {
                RpcTaskState.Ready => TaskSignalKinds.Ready,
                RpcTaskState.Scheduled => TaskSignalKinds.Due,
                _ => TaskSignalKinds.None,
            };
        }

        if (kinds != TaskSignalKinds.None)
        {
            transaction.Announce(new TaskSignal(kinds));
        }
    }
}
