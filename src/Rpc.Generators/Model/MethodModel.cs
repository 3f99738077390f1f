using System.Collections.Generic;
using System.Linq;

namespace Rpc.Generators.Model;

/// <summary>One method of a contract; a property's accessor is one too.</summary>
/// <param name="Name">The name in the interface, or the one that <c>[RemoteName]</c> gives: <c>Add</c>, <c>get_Visits</c>.</param>
/// <param name="Identifier">The name that generated members of this method carry, unique in the contract; empty until all methods are known.</param>
/// <param name="Signature">The name on the wire, unique in the contract: <c>Add(int,int)</c>.</param>
/// <param name="Kind">Method or accessor.</param>
/// <param name="Member">What emitted code calls: the method's or property's name, escaped where it is a keyword.</param>
/// <param name="DeclaringType">The interface that declares it, as emitted code writes it.</param>
/// <param name="IsInherited">Whether that is another interface than the contract.</param>
/// <param name="DocumentationId">What a <c>cref</c> to the member holds.</param>
/// <param name="ResultKind">How the result comes back.</param>
/// <param name="Result">What comes back; null for nothing.</param>
/// <param name="IsOneWay">No reply is sent.</param>
/// <param name="IsIdempotent">May be repeated.</param>
/// <param name="Parameters">Those that travel.</param>
/// <param name="Token">The name of the cancellation token's parameter, escaped; null where there is none.</param>
/// <param name="CallName">The name of its factory; null where it has none, and until all methods are known.</param>
/// <param name="Summary">The first line of its documentation.</param>
internal sealed record MethodModel(
    string Name,
    string Identifier,
    string Signature,
    MethodMemberKind Kind,
    string Member,
    string DeclaringType,
    bool IsInherited,
    string DocumentationId,
    MethodResultKind ResultKind,
    TypeModel? Result,
    bool IsOneWay,
    bool IsIdempotent,
    EquatableArray<ParameterModel> Parameters,
    string? Token,
    string? CallName,
    string? Summary)
{
    /// <summary>The parameters that travel beside the call, in their order.</summary>
    public IEnumerable<ParameterModel> Flows => Parameters.Where(parameter => parameter.Flow != ParameterFlow.None);

    /// <summary>Whether a body of bytes comes back.</summary>
    public bool GivesBody => ResultKind is MethodResultKind.Body or MethodResultKind.TaskOfBody or MethodResultKind.ValueTaskOfBody;

    /// <summary>Whether it is the <c>DisposeAsync</c> or <c>Dispose</c> that the contract inherits, which ends the object.</summary>
    public bool Disposes => DocumentationId is "M:System.IAsyncDisposable.DisposeAsync" or "M:System.IDisposable.Dispose";

    /// <summary>The exceptions that come back as themselves.</summary>
    public EquatableArray<ThrowModel> Throws { get; init; }

    /// <summary>Milliseconds, -1 for no limit; 0 where the contract says nothing.</summary>
    public int Timeout { get; init; }

    /// <summary>The roles that a caller needs beside the contract's: of each set any.</summary>
    public EquatableArray<RoleSet> Roles { get; init; }

    /// <summary>The signatures that it had before, of which stored tasks may know it.</summary>
    public EquatableArray<string> FormerNames { get; init; }

    /// <summary>When tasks that call it are tried again; null where the contract says nothing.</summary>
    public TaskRetryModel? TaskRetry { get; init; }

    /// <summary>The parameters of its factory: whoever makes a call later has no receiver of progress to pass.</summary>
    public IEnumerable<ParameterModel> Given => Parameters.Where(parameter => parameter.Flow == ParameterFlow.None);

    /// <summary>Whether a call of it can be a value that is made later. A stream is not one value, and a call that is made later has none to pass; a reference sent one-way would be gone before anyone could use it.</summary>
    public bool CanBeValue =>
        ResultKind != MethodResultKind.Stream && !GivesBody && Flows.All(parameter => parameter.Flow == ParameterFlow.Progress) && !(IsOneWay && HasReference);

    /// <summary>Whether arguments of a call that is a value may be results of tasks. Live objects cannot be in tasks.</summary>
    public bool CanBeComposed => CallName is not null && Given.Any() && !HasReference;

    private bool HasReference => Parameters.Any(parameter => parameter.Type.Category == TypeCategory.Reference);

    /// <summary>The name that a user's code knows the method by, whatever it is on the wire.</summary>
    public string PlainName => Kind switch
    {
        MethodMemberKind.Getter => "Get" + Member.TrimStart('@'),
        MethodMemberKind.Setter => "Set" + Member.TrimStart('@'),
        _ => Member.TrimStart('@'),
    };
}
