namespace Rpc.Calls;

/// <summary>One parameter of a contract's method, as <c>describe</c> tells it.</summary>
/// <param name="Name">The name in the interface.</param>
/// <param name="Type">The C# type, fully qualified without <c>global::</c>.</param>
/// <param name="Default">The default value as JSON, or null where the parameter is required.</param>
public sealed record ParameterDescriptor(string Name, string Type, string? Default = null);
