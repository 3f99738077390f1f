namespace Rpc.Calls;

/// <summary>One method of a contract. Made by generated code; immutable.</summary>
public sealed class MethodDescriptor(string name, string signature, string returnType, MethodTraits traits, IReadOnlyList<ParameterDescriptor> parameters, string? summary = null)
{
    /// <summary>The name in the interface; property accessors are <c>get_X</c> and <c>set_X</c>.</summary>
    public string Name { get; } = name;

    /// <summary>What identifies the method between two versions of a contract: its name and parameter types, <c>Add(int,int)</c>.</summary>
    public string Signature { get; } = signature;

    /// <summary>The C# type that comes back; of a stream, the type of its items.</summary>
    public string ReturnType { get; } = returnType;

    /// <summary>What the contract says of it beside its types.</summary>
    public MethodTraits Traits { get; } = traits;

    /// <summary>The parameters that travel, so without a cancellation token.</summary>
    public IReadOnlyList<ParameterDescriptor> Parameters { get; } = parameters;

    /// <summary>The first line of the interface's documentation, where it was declared in the compiled project.</summary>
    public string? Summary { get; } = summary;

    /// <summary>The exceptions that come back as themselves because the contract lists them.</summary>
    public IReadOnlyList<ListedException> Throws { get; init; } = [];

    /// <summary>The milliseconds that the contract gives a call, <see cref="Timeout.Infinite"/> for no limit; 0 where it says nothing.</summary>
    public int TimeoutMilliseconds { get; init; }

    /// <summary>The roles that a caller needs: of each list any. What the contract itself requires is not among them.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Roles { get; init; } = [];

    /// <summary>The signatures that the method had before (<see cref="FormerNameAttribute"/>), in the form of <see cref="Signature"/>: tasks stored under them are its own. None on the wire, and none in JSON.</summary>
    public IReadOnlyList<string> FormerNames { get; init; } = [];

    /// <summary>When tasks that call the method are tried again (<see cref="TaskRetryAttribute"/>); null where the contract says nothing. None on the wire, and none in JSON.</summary>
    public TaskRetryRule? TaskRetry { get; init; }

    /// <summary>The place in <see cref="ContractDescriptor.Methods"/>, which is the number on the wire.</summary>
    public int Index { get; internal set; } = -1;

    /// <summary>How callees that ask for the method's streams, or report to its receivers, have held up this side.</summary>
    internal HandlerPace FlowPace { get; } = new();

    /// <summary>The contract that the method belongs to.</summary>
    public ContractDescriptor Contract { get; internal set; } = null!;

    /// <summary>The contract's name and the method's, <c>Demo.IGreeter/WelcomeMessage</c>: what traces and metrics call it.</summary>
    internal string FullName => field ??= $"{Contract.Name}/{Name}";

    /// <inheritdoc/>
    public override string ToString() => Signature;
}
