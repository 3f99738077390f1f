namespace Rpc.Runtime.Tests;

/// <summary>Its base class adds the parameter's name to the message.</summary>
public sealed class BadItemException(string message, string paramName, int code) : ArgumentException(message, paramName)
{
    public int Code { get; } = code;
}
