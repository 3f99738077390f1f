namespace Rpc.Generators.Model;

/// <summary>What of a parameter travels beside the call while it runs.</summary>
internal enum ParameterFlow
{
    /// <summary>Nothing: the value travels with the call.</summary>
    None,

    /// <summary><c>IAsyncEnumerable&lt;T&gt;</c>.</summary>
    Items,

    /// <summary><c>Stream</c>.</summary>
    Body,

    /// <summary><c>IProgress&lt;T&gt;</c>.</summary>
    Progress,
}
