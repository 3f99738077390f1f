using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Rpc.Generators.Diagnostics;

/// <summary>The one table of what a contract can have wrong. Each id has a page under docs/diagnostics and a row in AnalyzerReleases.</summary>
internal static class ContractDiagnostics
{
    public static readonly DiagnosticDescriptor NotRemote = Error(
        "RPC0001", "The type argument is no remote interface", "'{0}' is not a remote interface, so nothing is generated for it: name an interface with [Remote]; one that derives from such an interface needs its own");

    public static readonly DiagnosticDescriptor InsideGenericType = Error(
        "RPC0002", "A remote interface cannot be nested in a generic type", "'{0}' is nested in the generic type '{1}': move it out");

    public static readonly DiagnosticDescriptor InaccessibleInterface = Error(
        "RPC0003", "A remote interface must be visible in its project", "Generated code cannot see '{0}': make it, and the types around it, public or internal");

    public static readonly DiagnosticDescriptor ByReference = Error(
        "RPC0004", "A remote method cannot pass by reference", "'{0}' takes '{1}' by '{2}': pass it by value, and return what changes");

    public static readonly DiagnosticDescriptor ReferenceReturn = Error(
        "RPC0005", "A remote member cannot return by reference", "'{0}' returns by reference: return the value");

    public static readonly DiagnosticDescriptor GenericMethod = Error(
        "RPC0006", "A remote method cannot be generic", "'{0}' has type parameters: declare one method for each type");

    public static readonly DiagnosticDescriptor Event = Error(
        "RPC0007", "A remote interface cannot have events", "'{0}' is an event: pass a [Remote] interface that is called back, or return IAsyncEnumerable<T>");

    public static readonly DiagnosticDescriptor Indexer = Error(
        "RPC0008", "A remote interface cannot have indexers", "'{0}' has an indexer: declare a method");

    public static readonly DiagnosticDescriptor StaticAbstract = Error(
        "RPC0009", "A remote interface cannot have static abstract members", "'{0}' is static and abstract: only instance members can be called remotely");

    public static readonly DiagnosticDescriptor NotPublic = Error(
        "RPC0010", "A remote member must be public", "'{0}' is abstract and not public: make it public, or give it a body to keep it local");

    public static readonly DiagnosticDescriptor InitAccessor = Error(
        "RPC0011", "A remote property cannot be init-only", "'{0}' has an init accessor: a proxy is not constructed by its user; declare set");

    public static readonly DiagnosticDescriptor OneWayWithResult = Error(
        "RPC0012", "A one-way method cannot have a result", "'{0}' is [OneWay] and returns '{1}': no reply is sent, so return void, Task or ValueTask");

    public static readonly DiagnosticDescriptor TokenNotLast = Error(
        "RPC0013", "The cancellation token must come last, once", "'{0}' has a CancellationToken that is not its last parameter: move it to the end, and have one only");

    public static readonly DiagnosticDescriptor FlowElsewhere = Error(
        "RPC0014", "A stream, body or receiver of progress cannot travel here", "'{0}' cannot travel as {1} of '{2}': {3}");

    public static readonly DiagnosticDescriptor SameSignature = Error(
        "RPC0015", "Two remote methods differ by nothing that travels", "'{0}' has the name and all parameters that travel in common with another method: keep one; a CancellationToken does not travel, so it can have a default");

    public static readonly DiagnosticDescriptor CallsNameTaken = Warn(
        "RPC0016", "The name of the generated factories is taken", "'{0}' exists, so no call factories are made for '{1}': rename it, or set RpcEmitCalls to false");

    public static readonly DiagnosticDescriptor OneWayWithFlow = Error(
        "RPC0017", "A one-way method cannot take a stream", "'{0}' is [OneWay], and '{1}' travels while the call runs: no reply tells when that ends, so drop [OneWay]");

    public static readonly DiagnosticDescriptor NoInstance = Error(
        "RPC0025", "RemoteInstance names something else than a closed generic remote interface", "'{0}' is not a closed generic interface with [Remote]: name one with its type arguments, such as typeof(IRepo<Order>)");

    public static readonly DiagnosticDescriptor MayBeMissing = Warn(
        "RPC0026", "The contract of the type argument may be missing", "Nothing is generated for '{0}' here: {1}. Write the closed interface, or name it with [assembly: RemoteInstance(typeof(...))]");

    public static readonly DiagnosticDescriptor UnknownArgument = Advise(
        "RPC0027", "The type argument is not known here", "Nothing is generated for '{0}' here: its {1} is found if something else in the program asks for that of the type it will be");

    public static readonly DiagnosticDescriptor NoException = Error(
        "RPC0028", "Only exceptions can be listed", "'{0}' does not derive from Exception, so no handler can throw it: list a class that does");

    public static readonly DiagnosticDescriptor CannotComeBack = Error(
        "RPC0029", "The listed exception cannot come back", "'{0}' cannot be made on the caller's side: {1}");

    public static readonly DiagnosticDescriptor BadTimeout = Error(
        "RPC0030", "The timeout is no time", "{0} milliseconds for '{1}' are no time: give 1 or more, or Timeout.Infinite");

    public static readonly DiagnosticDescriptor NameTwice = Error(
        "RPC0031", "Two names on the wire are equal", "'{0}' has '{1}' twice on the wire: give one of the two another name");

    public static readonly DiagnosticDescriptor NoEffect = Warn(
        "RPC0032", "The attribute has no effect here", "[{0}] says nothing of '{1}', since {2}: remove it");

    public static readonly DiagnosticDescriptor BadName = Error(
        "RPC0033", "The name cannot travel", "'{0}' cannot be the name of '{1}' on the wire: use letters, digits, '_', '-' and '.', starting with a letter or '_'");

    public static readonly DiagnosticDescriptor ParamsSpan = Error(
        "RPC0034", "A params span cannot travel", "'{0}' takes '{1}' as params {2}, which lives on one stack: declare an array, List<T> or IEnumerable<T>");

    public static readonly DiagnosticDescriptor NoToken = Advise(
        "RPC0035", "A remote method takes no cancellation token", "'{0}' takes no CancellationToken: its callers cannot stop it");

    public static readonly DiagnosticDescriptor Blocking = Make(
        "RPC0036", "A remote method blocks its caller", "'{0}' blocks its caller until the reply is there: return a Task where callers should go on", DiagnosticSeverity.Hidden);

    public static readonly DiagnosticDescriptor NullDefault = Warn(
        "RPC0037", "A default value is a null that may not travel", "The parameter '{1}' of '{0}' cannot be null, and null is its default: every call that leaves it away fails; mark it nullable");

    public static readonly DiagnosticDescriptor BadTaskRetry = Error(
        "RPC0038", "The retries of a task are out of range", "[TaskRetry] of '{0}' has {1} = {2}: {3}");

    public static readonly DiagnosticDescriptor GenericNotAfter = Error(
        "RPC0039", "A generic exception cannot be told by name", "'{0}' is generic, and stored tasks know exceptions by their names: list a class that it derives from");

    /// <summary>All of them, for the analyzer.</summary>
    public static readonly ImmutableArray<DiagnosticDescriptor> All =
    [
        NotRemote,
        InsideGenericType,
        InaccessibleInterface,
        ByReference,
        ReferenceReturn,
        GenericMethod,
        Event,
        Indexer,
        StaticAbstract,
        NotPublic,
        InitAccessor,
        OneWayWithResult,
        TokenNotLast,
        FlowElsewhere,
        SameSignature,
        CallsNameTaken,
        OneWayWithFlow,
        NoInstance,
        MayBeMissing,
        UnknownArgument,
        NoException,
        CannotComeBack,
        BadTimeout,
        NameTwice,
        NoEffect,
        BadName,
        ParamsSpan,
        NoToken,
        Blocking,
        NullDefault,
        BadTaskRetry,
        GenericNotAfter,
    ];

    private static DiagnosticDescriptor Error(string id, string title, string message) => Make(id, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Warn(string id, string title, string message) => Make(id, title, message, DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Advise(string id, string title, string message) => Make(id, title, message, DiagnosticSeverity.Info);

    private static DiagnosticDescriptor Make(string id, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, "Rpc.Contracts", severity, isEnabledByDefault: true, helpLinkUri: DiagnosticPages.Link(id));
}
