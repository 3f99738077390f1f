using System;
using System.Collections.Generic;

namespace Rpc.Generators.Parsing;

/// <summary>A file that something was read from.</summary>
/// <param name="Declarations">Stands for what it declares (<see cref="DeclarationFile.Declarations"/>).</param>
/// <param name="Identifiers">What it mentions.</param>
internal sealed record DeclarationSource(string Declarations, HashSet<string> Identifiers)
{
    private const string Attribute = nameof(Attribute);

    /// <summary>Whether a declaration of that name can mean something here: <c>[Late]</c> is <c>LateAttribute</c>, and the factories of <c>IShop</c> ask for a neighbour <c>Shop</c>.</summary>
    public bool Mentions(string name) => Identifiers.Contains(name) || Identifiers.Contains("I" + name)
        || (name.EndsWith(Attribute, StringComparison.Ordinal) && Identifiers.Contains(name.Substring(0, name.Length - Attribute.Length)));
}
