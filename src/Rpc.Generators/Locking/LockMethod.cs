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
    /// <summary>The signature up to the parenthesis.</summary>
    public string Name => Signature.Substring(0, Signature.IndexOf('('));

    /// <summary>The rest of the signature.</summary>
    public string ParameterTypes => Signature.Substring(Signature.IndexOf('('));

    /// <summary>How the result comes back, for people and to compare: traits that change what is on the wire, and the shape.</summary>
    public string ResultText => string.Join(" ", Traits.Where(trait => trait is not ("OneWay" or "Idempotent" or "Property")).Append(Result?.Text ?? "void"));

    /// <summary>As <see cref="ResultText"/>, equal where the bytes are.</summary>
    public string ResultKey => string.Join(" ", Traits.Where(trait => trait is not ("OneWay" or "Idempotent" or "Property")).Append(Result?.Key ?? "void"));

    public bool Has(string trait) => Traits.Contains(trait, StringComparer.Ordinal);
}
