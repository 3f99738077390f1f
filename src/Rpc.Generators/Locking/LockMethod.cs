using System;
using System.Linq;
using Rpc.Generators.Model;

namespace Rpc.Generators.Locking;

/// <summary>A method of a contract.</summary>
/// <param name="Signature">Its name on the wire, <c>Add(int,int)</c>.</param>
/// <param name="Traits">The names of the runtime's traits, none for none.</param>
/// <param name="Result">What comes back; null for nothing.</param>
/// <param name="Parameters">Those that travel, in order.</param>
internal sealed record LockMethod(string Signature, EquatableArray<string> Traits, LockValue? Result, EquatableArray<LockParameter> Parameters)
{
    /// <summary>The signature up to the parenthesis of its parameters; before a hidden method stands its interface, in whose name there may be others.</summary>
    public string Name => Signature.Substring(0, Signature.LastIndexOf('('));

    /// <summary>The rest of the signature.</summary>
    public string ParameterTypes => Signature.Substring(Signature.LastIndexOf('('));

    /// <summary>What comes back, for people; the other traits follow from the signature or have rules of their own.</summary>
    public string ResultText => (Has(MethodTraits.ServerStream) ? MethodTraits.ServerStream + " " : string.Empty) + (Result?.Text ?? "void");

    /// <summary>As <see cref="ResultText"/>, equal where the bytes are.</summary>
    public string ResultKey => (Has(MethodTraits.ServerStream) ? MethodTraits.ServerStream + " " : string.Empty) + (Result?.Key ?? "void");

    public bool Has(string trait) => Traits.Contains(trait, StringComparer.Ordinal);
}
