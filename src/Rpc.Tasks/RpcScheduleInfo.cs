namespace Rpc.Tasks;

/// <summary>What is known of a schedule.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Timing">When it fires, as text.</param>
/// <param name="TimeZone">The zone that this is meant in.</param>
/// <param name="Kind">The method that it calls.</param>
/// <param name="Queue">The queue that it enqueues into.</param>
/// <param name="NextAt">When it fires next; null for never again.</param>
/// <param name="LastAt">The due time for which it fired last; null for none yet.</param>
/// <param name="IsPaused">Whether it does not fire for now.</param>
public sealed record RpcScheduleInfo(string Name, string Timing, string TimeZone, string Kind, string Queue, DateTimeOffset? NextAt, DateTimeOffset? LastAt, bool IsPaused);
