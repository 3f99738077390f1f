namespace Rpc.Tasks.Tests.Conformance;

/// <summary>An exception that the contract lists.</summary>
public sealed class WorkException(string message, int code) : Exception(message)
{
    public int Code { get; } = code;
}
