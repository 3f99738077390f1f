using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Model;

namespace Rpc.Generators.Diagnostics;

/// <summary>RPC03xx: what stored tasks need and is no longer as tasks.lock says, and what is wrong with that file.</summary>
internal static class TaskLockDiagnostics
{
    private const string Drained = "; when no store holds such a task any more, delete its lines from tasks.lock";

    public static readonly DiagnosticDescriptor Missing = File(
        "RPC0301", "tasks.lock is missing", "RpcTasksLock is on, and there is no tasks.lock beside the project file: write it with '" + LockFile.UpdateTasks + "', and check it in", DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor Unreadable = File(
        "RPC0302", "tasks.lock cannot be read", "tasks.lock cannot be read, line {0}: {1}; mend the file by hand: '" + LockFile.UpdateTasks + "' adds to it and forgets nothing, so it does not write over what it cannot read", DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor OutOfDate = File(
        "RPC0303", "tasks.lock is out of date", "tasks.lock does not have '{0}' as it is now, so nothing would tell when its stored tasks are orphaned: '" + LockFile.UpdateTasks + "' adds it", DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor InterfaceGone = File(
        "RPC0304", "The interface of stored tasks is gone", "'{0}' is in tasks.lock, and no [Remote] interface has that name or had it: stored tasks of it would be parked; keep it, or give its name to the one that took its place, with [RemoteName] or [FormerName]" + Drained, DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor MethodGone = Error(
        "RPC0305", "The method of stored tasks is gone", "'{0}' of '{1}' is in tasks.lock, and no method has that name or had it{2}: stored tasks of it would be parked; keep it, or give its name to the one that took its place, with [RemoteName] or [FormerName]" + Drained);

    public static readonly DiagnosticDescriptor ParametersChanged = Error(
        "RPC0306", "The parameters of stored tasks changed", "'{0}' takes {1} now, and {2} in tasks.lock: stored tasks hold the arguments of before, which it cannot run with; keep the old one and add an overload" + Drained);

    public static readonly DiagnosticDescriptor ResultChanged = Error(
        "RPC0307", "The result of stored tasks changed", "'{0}' gives '{1}' now, and '{2}' in tasks.lock: who waits for a stored task, or finds its result in the store, reads something else; add a method of another name" + Drained);

    public static readonly DiagnosticDescriptor TypeChanged = Error(
        "RPC0308", "Values in stored tasks can no longer be read", "{0}: what stored tasks hold of '{1}' cannot be read any more; append members that may be left out, or declare a new type for a new method" + Drained);

    public static readonly DiagnosticDescriptor NullChanged = Make(
        "RPC0309", "A null in stored tasks is refused", "{0} is '{1}' now, and '{2}' in tasks.lock: a stored task, or its result, that has the null is refused; let it be null, or, where none was ever stored, delete its lines from tasks.lock", DiagnosticSeverity.Warning);

    /// <summary>All of them, for the analyzer.</summary>
    public static readonly ImmutableArray<DiagnosticDescriptor> All =
        [Missing, Unreadable, OutOfDate, InterfaceGone, MethodGone, ParametersChanged, ResultChanged, TypeChanged, NullChanged];

    private static DiagnosticDescriptor Error(string id, string title, string message) => Make(id, title, message, DiagnosticSeverity.Error);

    // Told once for the whole project, when all contracts are known.
    private static DiagnosticDescriptor File(string id, string title, string message, DiagnosticSeverity severity) => Make(id, title, message, severity, WellKnownDiagnosticTags.CompilationEnd);

    private static DiagnosticDescriptor Make(string id, string title, string message, DiagnosticSeverity severity, params string[] tags) =>
        new(id, title, message, "Rpc.Tasks", severity, isEnabledByDefault: true, helpLinkUri: DiagnosticPages.Link(id), customTags: tags);
}
