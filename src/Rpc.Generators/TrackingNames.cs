namespace Rpc.Generators;

/// <summary>The names of the generator's steps, by which tests see what ran again.</summary>
internal static class TrackingNames
{
    public const string Settings = nameof(Settings);
    public const string Declared = nameof(Declared);
    public const string Named = nameof(Named);
    public const string Called = nameof(Called);
    public const string Closed = nameof(Closed);
    public const string Contracts = nameof(Contracts);
    public const string AllowedContracts = nameof(AllowedContracts);
    public const string ContractTypes = nameof(ContractTypes);
    public const string Types = nameof(Types);
    public const string Clashes = nameof(Clashes);
    public const string ContractRegistrations = nameof(ContractRegistrations);
    public const string TypeRegistrations = nameof(TypeRegistrations);
    public const string LockParts = nameof(LockParts);
    public const string Lock = nameof(Lock);
    public const string TasksLockParts = nameof(TasksLockParts);
    public const string TasksLock = nameof(TasksLock);

    /// <summary>Every step after the symbols have been read.</summary>
    public static readonly string[] All = [Settings, Declared, Named, Called, Closed, Contracts, AllowedContracts, ContractTypes, Types, Clashes, ContractRegistrations, TypeRegistrations, LockParts, Lock, TasksLockParts, TasksLock];
}
