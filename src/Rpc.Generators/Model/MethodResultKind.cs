namespace Rpc.Generators.Model;

/// <summary>How a method gives its result.</summary>
internal enum MethodResultKind
{
    /// <summary>Nothing, and the caller waits.</summary>
    Void,

    /// <summary>A value, and the caller waits.</summary>
    Value,

    /// <summary><c>Task</c>.</summary>
    Task,

    /// <summary><c>Task&lt;T&gt;</c>.</summary>
    TaskOfValue,

    /// <summary><c>ValueTask</c>.</summary>
    ValueTask,

    /// <summary><c>ValueTask&lt;T&gt;</c>.</summary>
    ValueTaskOfValue,

    /// <summary><c>IAsyncEnumerable&lt;T&gt;</c>.</summary>
    Stream,

    /// <summary><c>Stream</c>, and the caller waits until it begins.</summary>
    Body,

    /// <summary><c>Task&lt;Stream&gt;</c>.</summary>
    TaskOfBody,

    /// <summary><c>ValueTask&lt;Stream&gt;</c>.</summary>
    ValueTaskOfBody,
}
