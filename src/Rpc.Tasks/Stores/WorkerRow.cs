namespace Rpc.Tasks.Stores;

/// <summary>A worker as a store knows it.</summary>
/// <param name="Id">Made anew each time that it joins.</param>
/// <param name="Name">What people call it: host and process.</param>
/// <param name="Queues">Whose tasks it takes.</param>
/// <param name="Kinds">Which methods it knows.</param>
/// <param name="Concurrency">How many tasks it runs at a time.</param>
/// <param name="JoinedAt">When it joined.</param>
/// <param name="SeenAt">Its last heartbeat.</param>
/// <param name="LeaseUntil">When it counts as dead without another.</param>
public sealed record WorkerRow(Guid Id, string Name, IReadOnlyList<string> Queues, IReadOnlyList<string> Kinds, int Concurrency, DateTimeOffset JoinedAt, DateTimeOffset SeenAt, DateTimeOffset LeaseUntil);
