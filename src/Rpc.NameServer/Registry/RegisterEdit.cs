using System.Collections.ObjectModel;
using Rpc.Naming;
using Rpc.NameServer.Stores;

namespace Rpc.NameServer.Registry;

/// <summary>Puts an instance under a name, as its mode says.</summary>
internal sealed class RegisterEdit(NameRegistration wanted) : NameEdit<NameLease>
{
    private readonly long _leaseId = Random.Shared.NextInt64(1, long.MaxValue);

    public override IReadOnlyCollection<string> Names => [wanted.Name];

    public override NameLease Make(INameEditor editor)
    {
        RegisteredInstance[] present = editor.Find(wanted.Name) ?? [];
        RegisteredInstance[] others = [.. present.Where(instance => instance.Uri != wanted.Uri || instance.Server != wanted.Server)];
        long now = editor.Now;
        Refuse(others, now);
        long since = Since(present, others, now);
        var at = new DateTimeOffset(since, TimeSpan.Zero);
        var added = new RegisteredInstance(new StoredInstance(
            wanted.Name, wanted.Uri, wanted.Tags ?? [], wanted.Weight, wanted.LeaseSeconds, _leaseId, editor.Shared(wanted.Server), at, wanted.Metadata ?? ReadOnlyDictionary<string, string>.Empty));
        editor.Set(wanted.Name, wanted.Mode == RegisterMode.Add ? [.. others.Where(instance => instance.Uri != wanted.Uri), added] : [added]);
        return new NameLease(_leaseId, wanted.LeaseSeconds, at);
    }

    /// <summary>When it was first registered: what is asked for twice, since the first answer was lost, is as old as the first time.</summary>
    private long Since(RegisteredInstance[] present, RegisteredInstance[] others, long now)
    {
        if (wanted.Since is { } first)
        {
            return Math.Min(first.UtcTicks, now);
        }

        bool isAlone = present.Length == 1 && others.Length == 0;
        return isAlone ? present[0].SinceTicks : Math.Max(now, present.Select(static instance => instance.SinceTicks + 1).DefaultIfEmpty().Max());
    }

    private void Refuse(RegisteredInstance[] others, long now)
    {
        if (others.Length == 0 || wanted.Mode == RegisterMode.Add)
        {
            return;
        }

        RegisteredInstance newest = others.MaxBy(instance => instance.SinceTicks)!;
        if (wanted.Since is { } since && newest.SinceTicks > Math.Min(since.UtcTicks, now))
        {
            throw new RpcException(RpcStatus.Aborted, $"The name '{wanted.Name}' has been taken by {newest.Uri} since then: publish it again to take it back.");
        }

        if (wanted.Since is null && wanted.Mode == RegisterMode.FailIfTaken)
        {
            throw new RpcException(RpcStatus.AlreadyExists, $"The name '{wanted.Name}' is taken by {newest.Uri}: remove it first (`rpc remove`), or register with mode Replace or Add.");
        }
    }
}
