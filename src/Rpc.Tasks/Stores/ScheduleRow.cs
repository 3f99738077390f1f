using Rpc.Tasks.Engine;

namespace Rpc.Tasks.Stores;

/// <summary>A schedule as a store keeps it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Timing">When it fires, as text (<c>0 3 * * *</c>, <c>@every 00:00:05</c>).</param>
/// <param name="TimeZone">The id of the time zone that <paramref name="Timing"/> is meant in.</param>
/// <param name="Spec">The task that it makes.</param>
/// <param name="Arguments">That task's arguments.</param>
/// <param name="NextAt">When it fires next; null for never again.</param>
/// <param name="LastAt">The due time for which it fired last; null for none yet.</param>
/// <param name="IsPaused">Whether it does not fire for now.</param>
public sealed record ScheduleRow(string Name, string Timing, string TimeZone, TaskSpec Spec, byte[] Arguments, DateTimeOffset? NextAt, DateTimeOffset? LastAt, bool IsPaused);
