using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace Rpc.Generators.Parsing;

/// <summary>Closed generic remote interfaces that were reached and wait to be parsed, each once, with the place that mentions them.</summary>
internal sealed class ContractInstances
{
    private readonly Queue<(INamedTypeSymbol Type, Location? Place)> _waiting = new();
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>Takes note of the interface, unless it is not generic or is known.</summary>
    public void Add(INamedTypeSymbol type, Location? place)
    {
        if (type.Arity > 0 && _seen.Add(TypeNames.Key(type).TrimEnd('?')))
        {
            _waiting.Enqueue((type, place));
        }
    }

    /// <summary>The next one.</summary>
    public bool TryTake(out INamedTypeSymbol type, out Location? place)
    {
        (type, place) = _waiting.Count > 0 ? _waiting.Dequeue() : (null!, null);
        return type is not null;
    }
}
