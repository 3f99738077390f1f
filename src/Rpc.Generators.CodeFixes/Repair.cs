using System.Collections.Generic;

namespace Rpc.Generators.CodeFixes;

/// <summary>One way to repair a kind of mistake. Stateless.</summary>
internal abstract class Repair
{
    /// <summary>What it offers at the place; nothing where a person has to decide.</summary>
    public abstract IEnumerable<RepairOffer> Offers(RepairPlace place);
}
