namespace Rpc.Generators.Model;

/// <summary>What a remote method is in the interface.</summary>
internal enum MethodMemberKind
{
    Method,
    Getter,
    Setter,
}
