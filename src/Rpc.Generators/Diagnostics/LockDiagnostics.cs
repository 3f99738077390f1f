using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Model;

namespace Rpc.Generators.Diagnostics;

/// <summary>RPC02xx: contracts that are no longer what contract.lock says, and what is wrong with that file.</summary>
internal static class LockDiagnostics
{
    private const string Accept = "; to break it all the same: " + LockFile.UpdateContracts;

    public static readonly DiagnosticDescriptor Missing = File(
        "RPC0201", "contract.lock is missing", "RpcContractLock is on, and there is no contract.lock beside the project file: write it with '" + LockFile.UpdateContracts + "', and check it in", DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor Unreadable = File(
        "RPC0202", "contract.lock cannot be read", "contract.lock cannot be read, line {0}: {1}; '" + LockFile.UpdateContracts + "' writes it anew", DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor OutOfDate = File(
        "RPC0203", "contract.lock is out of date", "contract.lock does not have '{0}' as it is now, so nothing would tell when that breaks: '" + LockFile.UpdateContracts + "' writes it anew", DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor InterfaceGone = File(
        "RPC0204", "A remote interface is gone", "'{0}' is in contract.lock and is no [Remote] interface any more: old clients cannot use an object of a new server, new clients none of an old one, and stored tasks cannot run; keep it beside the new one" + Accept, DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor MethodGone = Error(
        "RPC0205", "A remote method is gone", "'{0}' of '{1}' is in contract.lock and is gone{2}: old clients that call it get Unimplemented from a new server, and stored tasks cannot run; keep it beside the new one" + Accept);

    public static readonly DiagnosticDescriptor ParametersChanged = Error(
        "RPC0206", "The parameters of a remote method changed", "'{0}' takes {1} now, and {2} in contract.lock: to old and new programs these are two methods, and a call across gets Unimplemented; keep the old one and add an overload" + Accept);

    public static readonly DiagnosticDescriptor ResultChanged = Error(
        "RPC0207", "The result of a remote method changed", "'{0}' gives '{1}' now, and '{2}' in contract.lock: old clients cannot read a new server's answer, nor new clients an old one's; add a method of another name" + Accept);

    public static readonly DiagnosticDescriptor OneWayChanged = Error(
        "RPC0208", "A remote method changed between one-way and two-way", "'{0}' is {1} now, and {2} in contract.lock: {3}; add a method of another name" + Accept);

    public static readonly DiagnosticDescriptor IdempotentGone = Error(
        "RPC0209", "A remote method is no longer idempotent", "'{0}' is [Idempotent] in contract.lock and not any more: old clients go on repeating it when they cannot tell whether it ran; keep the promise, or add a method of another name" + Accept);

    public static readonly DiagnosticDescriptor ParameterRenamed = Warn(
        "RPC0210", "A parameter was renamed", "The parameter '{0}' of '{1}' is '{2}' in contract.lock: callers in JSON that name it get InvalidArgument; callers with a contract notice nothing");

    public static readonly DiagnosticDescriptor DefaultChanged = Warn(
        "RPC0211", "The default of a parameter changed", "The parameter '{0}' of '{1}' has {2} now, and {3} in contract.lock: {4}; callers that were built before keep the default that they were built with");

    public static readonly DiagnosticDescriptor MemberMoved = Error(
        "RPC0212", "A member was removed, moved or inserted", "'{0}' of '{1}' {2}: members travel by their place, so old and new programs, and stored tasks, take one for another; append new members at the end, and keep the old ones" + Accept);

    public static readonly DiagnosticDescriptor MemberRetyped = Error(
        "RPC0213", "A member changed its type", "'{0}' of '{1}' is '{2}' now, and '{3}' in contract.lock: old and new programs, and stored tasks, cannot read each other's; append a member of the new type" + Accept);

    public static readonly DiagnosticDescriptor MemberDemanded = Error(
        "RPC0214", "A member without default that older values do not have", "'{0}' of '{1}' {2} and has neither null nor a default: values of old programs and of stored tasks come without it and are refused; give it a default, or let it be null" + Accept);

    public static readonly DiagnosticDescriptor MemoryChanged = Error(
        "RPC0215", "A type changed the way it travels", "'{0}' is {1} now, and {2} in contract.lock: old and new programs, and stored tasks, cannot read each other's values; declare a new type for a new method" + Accept);

    public static readonly DiagnosticDescriptor EnumChanged = Error(
        "RPC0216", "A number of an enum changed", "'{0}' is {1} now, and {2} in contract.lock: old and new programs, and stored tasks, take one value for another; keep the numbers, and add new ones" + Accept);

    public static readonly DiagnosticDescriptor CaseChanged = Error(
        "RPC0217", "A tag of a union was removed or reused", "Tag {0} of '{1}' is {2} now, and '{3}' in contract.lock: old and new programs, and stored tasks, cannot read each other's; keep it, and give a new case a new tag" + Accept);

    public static readonly DiagnosticDescriptor MemberRenamed = Warn(
        "RPC0218", "A member was renamed", "'{0}' of '{1}' is '{2}' in contract.lock: programs that read or write it as JSON do not find it; programs with a contract notice nothing");

    public static readonly DiagnosticDescriptor NullChanged = Warn(
        "RPC0219", "Whether null may travel changed", "{0} is '{1}' now, and '{2}' in contract.lock: {3}");

    /// <summary>All of them, for the analyzer.</summary>
    public static readonly ImmutableArray<DiagnosticDescriptor> All =
    [
        Missing,
        Unreadable,
        OutOfDate,
        InterfaceGone,
        MethodGone,
        ParametersChanged,
        ResultChanged,
        OneWayChanged,
        IdempotentGone,
        ParameterRenamed,
        DefaultChanged,
        MemberMoved,
        MemberRetyped,
        MemberDemanded,
        MemoryChanged,
        EnumChanged,
        CaseChanged,
        MemberRenamed,
        NullChanged,
    ];

    private static DiagnosticDescriptor Error(string id, string title, string message) => Make(id, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Warn(string id, string title, string message) => Make(id, title, message, DiagnosticSeverity.Warning);

    // Told once for the whole project, when all contracts are known.
    private static DiagnosticDescriptor File(string id, string title, string message, DiagnosticSeverity severity) => Make(id, title, message, severity, WellKnownDiagnosticTags.CompilationEnd);

    private static DiagnosticDescriptor Make(string id, string title, string message, DiagnosticSeverity severity, params string[] tags) =>
        new(id, title, message, "Rpc.Evolution", severity, isEnabledByDefault: true, helpLinkUri: DiagnosticPages.Link(id), customTags: tags);
}
