namespace Rpc.Generators;

/// <summary>The names of the generator's steps, by which tests see what ran again.</summary>
internal static class TrackingNames
{
    public const string Settings = nameof(Settings);
    public const string Contracts = nameof(Contracts);
    public const string AllowedContracts = nameof(AllowedContracts);
    public const string ContractTypes = nameof(ContractTypes);
    public const string Types = nameof(Types);
    public const string Clashes = nameof(Clashes);
    public const string ContractRegistrations = nameof(ContractRegistrations);
    public const string TypeRegistrations = nameof(TypeRegistrations);

    /// <summary>Every step after the symbols have been read.</summary>
    public static readonly string[] All = [Settings, Contracts, AllowedContracts, ContractTypes, Types, Clashes, ContractRegistrations, TypeRegistrations];
}
