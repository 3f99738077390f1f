namespace Rpc.Generators.Model;

/// <summary>A parameter that travels.</summary>
/// <param name="Name">As people write it; its name in JSON.</param>
/// <param name="Identifier">As emitted code writes it: escaped where it is a keyword.</param>
/// <param name="Type">What travels.</param>
/// <param name="IsParams">A <c>params</c> array or collection.</param>
/// <param name="Default">Its default value; null where it is required.</param>
/// <param name="Flow">What travels beside the call.</param>
/// <param name="Item">What the items of a stream, or the reports of progress, are.</param>
internal sealed record ParameterModel(
    string Name,
    string Identifier,
    TypeModel Type,
    bool IsParams,
    ParameterDefaultModel? Default,
    ParameterFlow Flow = ParameterFlow.None,
    TypeModel? Item = null)
{
    /// <summary>Whether the <c>params</c> are an array, which every version of C# knows.</summary>
    public bool IsParamsArray => IsParams && Type.Codec.StartsWith("global::Rpc.Codec.ArrayCodec<", System.StringComparison.Ordinal);
}
