using Microsoft.Extensions.Logging;

namespace Rpc.Tasks.Hub;

/// <summary>How a <see cref="TaskHub"/> is served. Read once, when it is added.</summary>
public sealed class TaskHubOptions
{
    /// <summary>The id of its object. Default <c>tasks</c>.</summary>
    public string ObjectId { get; set; } = TaskHub.DefaultName;

    /// <summary>Who may call it and how it runs: <see cref="ObjectOptions.RequireRoles"/> keeps others from it. Null (default): whoever the server lets in may.</summary>
    public ObjectOptions? Object { get; set; }

    /// <summary>The clock that it waits by. What is stored goes by the backend's. Default the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Where events are logged; null (default) for nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }
}
