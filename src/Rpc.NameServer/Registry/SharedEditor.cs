using Rpc.NameServer.Stores;

namespace Rpc.NameServer.Registry;

/// <summary>The names of a transaction of a shared store, and what becomes of them. For one caller.</summary>
internal sealed class SharedEditor(ISharedNameTransaction transaction) : INameEditor
{
    private readonly Dictionary<string, RegisteredInstance[]> _names = RegisteredInstance.ByName(transaction.Instances);

    private readonly long _before = transaction.Revision.Number;

    public List<NameChange> Changes { get; } = [];

    public List<SharedStep> Steps { get; } = [];

    public long Now { get; } = transaction.Now.UtcTicks;

    public RegisteredInstance[]? Find(string name) => _names.GetValueOrDefault(name);

    public RegisteredInstance? Find(string server, long leaseId) => All().FirstOrDefault(instance => instance.LeaseId == leaseId && instance.Server == server);

    public IReadOnlyList<RegisteredInstance> Overdue(string server) => [.. All().Where(instance => instance.Server == server && transaction.Overdue.Contains(instance.LeaseId))];

    public string Shared(string server) => server;

    public void Set(string name, RegisteredInstance[] after)
    {
        RegisteredInstance[] before = _names.GetValueOrDefault(name) ?? [];
        Changes.AddRange(NameTable.Differences(before, after));
        if (!NameTable.LooksAlike(before, after))
        {
            Steps.Add(new SharedStep(_before + Steps.Count + 1, name, Array.ConvertAll(after, static instance => instance.ToStored())));
        }

        if (after.Length > 0)
        {
            _names[name] = after;
        }
        else
        {
            _names.Remove(name);
        }
    }

    private IEnumerable<RegisteredInstance> All() => _names.Values.SelectMany(static instances => instances);
}
