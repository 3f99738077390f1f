using Rpc.Tasks.Engine;

namespace Rpc.Tasks.Backends;

/// <summary>A schedule to be put.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Timing">When it fires, as text.</param>
/// <param name="TimeZone">The id of the zone that this is meant in.</param>
/// <param name="Spec">The task that it makes.</param>
/// <param name="Arguments">That task's arguments.</param>
/// <param name="IsPaused">Whether it does not fire for now.</param>
/// <param name="Shapes">What the types of the contract look like.</param>
public sealed record ScheduleRequest(string Name, string Timing, string TimeZone, TaskSpec Spec, byte[] Arguments, bool IsPaused, ContractShapes Shapes);
