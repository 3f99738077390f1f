namespace Rpc.NameServer.Registry;

/// <summary>What a change of names sees, and where it puts what becomes of it. While it is used, nobody else changes anything.</summary>
internal interface INameEditor
{
    /// <summary>UTC ticks of the clock that decides.</summary>
    long Now { get; }

    /// <summary>Null where there is no such name.</summary>
    RegisteredInstance[]? Find(string name);

    RegisteredInstance? Find(string server, long leaseId);

    /// <summary>The registrations of a server whose lease is over.</summary>
    IReadOnlyList<RegisteredInstance> Overdue(string server);

    /// <summary>A server's name as the one string that its registrations share where they are kept.</summary>
    string Shared(string server);

    /// <summary>Puts other instances under a name; none removes it.</summary>
    void Set(string name, RegisteredInstance[] after);
}
