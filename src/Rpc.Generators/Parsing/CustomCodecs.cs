using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Diagnostics;

namespace Rpc.Generators.Parsing;

/// <summary>The [CustomCodec] attributes of a compilation and of what it references. Made once per compilation; thread-safe.</summary>
internal sealed class CustomCodecs
{
    private const string Attribute = "Rpc.CustomCodecAttribute";
    private const string Runtime = "Rpc.Runtime";

    private static readonly ConditionalWeakTable<Compilation, CustomCodecs> Cache = new();

    private readonly Dictionary<string, List<CustomCodec>> _byTarget = new(System.StringComparer.Ordinal);
    private readonly List<DiagnosticInfo> _wrong = [];
    private readonly HashSet<string> _refused = new(System.StringComparer.Ordinal);

    private CustomCodecs(Compilation compilation)
    {
        Add(compilation, compilation.Assembly, isLocal: true);
        foreach (IAssemblySymbol reference in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            // All others need not be asked for their attributes.
            if (reference.Modules.Any(module => module.ReferencedAssemblies.Any(name => name.Name == Runtime)))
            {
                Add(compilation, reference, isLocal: false);
            }
        }
    }

    /// <summary>Whether there is any.</summary>
    public bool Any => _byTarget.Count > 0;

    /// <summary>What is wrong with the attributes of the compilation itself.</summary>
    public IReadOnlyList<DiagnosticInfo> Wrong => _wrong;

    public static CustomCodecs Of(Compilation compilation) => Cache.GetValue(compilation, static all => new CustomCodecs(all));

    /// <summary>Whether the type's codec is wrong, which is told at the attribute: nothing more is to be said of the type.</summary>
    public bool IsRefused(ITypeSymbol type) => _refused.Count > 0 && _refused.Contains(TypeNames.Metadata(type));

    /// <summary>Whether a type has a codec of the user's.</summary>
    public bool Has(ITypeSymbol type) => type is INamedTypeSymbol named && Find(named).Count > 0;

    /// <summary>The codecs for a type, closed: one, none, or several that nobody chose between. Those of this compilation go before those of references, closed ones before open ones.</summary>
    public IReadOnlyList<CustomCodec> Find(INamedTypeSymbol type)
    {
        if (_byTarget.Count == 0 || !_byTarget.TryGetValue(TypeNames.Metadata(type), out List<CustomCodec>? all))
        {
            return [];
        }

        List<CustomCodec> fitting = all.Select(custom => custom.Close(type)).Where(custom => custom is not null).Select(custom => custom!).ToList();
        return fitting.GroupBy(custom => (custom.IsLocal ? 0 : 2) + (custom.Codec.IsGenericType ? 1 : 0)).OrderBy(group => group.Key).FirstOrDefault()?.ToList() ?? [];
    }

    private void Add(Compilation compilation, IAssemblySymbol assembly, bool isLocal)
    {
        foreach (AttributeData attribute in assembly.GetAttributes())
        {
            if (attribute.AttributeClass is not { Name: "CustomCodecAttribute" } type || TypeNames.Metadata(type) != Attribute)
            {
                continue;
            }

            Location? place = isLocal ? attribute.ApplicationSyntaxReference?.GetSyntax().GetLocation() : null;
            IReadOnlyList<CustomCodec> codecs = CustomCodecParser.Parse(compilation, attribute, place, out DiagnosticInfo? wrong);
            if (wrong is null)
            {
                Add(codecs);
            }
            else if (isLocal)
            {
                // Of a codec that a reference keeps to itself, or has wrong, nothing is told here.
                _wrong.Add(wrong);
                _refused.UnionWith(codecs.Select(custom => TypeNames.Metadata(custom.Target)));
            }
        }
    }

    private void Add(IReadOnlyList<CustomCodec> codecs)
    {
        foreach (CustomCodec custom in codecs)
        {
            string key = TypeNames.Metadata(custom.Target);
            if (!_byTarget.TryGetValue(key, out List<CustomCodec>? all))
            {
                _byTarget.Add(key, all = []);
            }

            all.Add(custom);
        }
    }
}
