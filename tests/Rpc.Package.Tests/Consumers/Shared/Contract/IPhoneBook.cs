using Rpc;

namespace Contract;

[Remote]
public interface IPhoneBook
{
    Task<Entry?> FindAsync(string name, CancellationToken cancellationToken = default);
}

public sealed record Entry(string Name, IReadOnlyList<string> Numbers);
