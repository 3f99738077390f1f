namespace Rpc.Generators.Model;

/// <summary>A parameter's default value.</summary>
/// <param name="Code">As a C# constant expression.</param>
/// <param name="Json">As JSON text.</param>
internal sealed record ParameterDefaultModel(string Code, string Json);
