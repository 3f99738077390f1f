using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Rpc.Generators.Diagnostics;

/// <summary>RPC01xx: types that cannot travel.</summary>
internal static class TypeDiagnostics
{
    public static readonly DiagnosticDescriptor Unsupported = Create("RPC0101", "The type cannot travel", "'{0}' cannot travel: {1}");

    public static readonly DiagnosticDescriptor NotAccessible = Create("RPC0102", "The type is not accessible to generated code", "'{0}' cannot travel: generated code cannot name it; make it and the types around it internal or public");

    public static readonly DiagnosticDescriptor NoUnion = Create("RPC0103", "An abstract type needs its cases", "'{0}' is abstract: list the classes that may travel with [Union(tag, typeof(Class))] on it");

    public static readonly DiagnosticDescriptor BadUnionCase = Create("RPC0104", "The case does not belong to the union", "The union '{0}' has a wrong case: {1}");

    public static readonly DiagnosticDescriptor NoConstructor = Create("RPC0105", "No constructor can be used", "'{0}' cannot be made when it is read: {1}");

    public static readonly DiagnosticDescriptor CannotSet = Create("RPC0106", "The member cannot be set when it is read", "'{0}.{1}' can be written but not read back: give it a setter or init, bind it to a constructor parameter of that name and type, or mark it [MemberIgnore]");

    public static readonly DiagnosticDescriptor BadOrder = Create("RPC0107", "The order of members is incomplete", "The member order of '{0}' is not complete: {1}");

    public static readonly DiagnosticDescriptor TooManyMembers = Create("RPC0108", "The type has too many members", "'{0}' has {1} members that travel, and the format has room for 249: group some of them in a type of their own");

    public static readonly DiagnosticDescriptor ForeignType = Create("RPC0109", "A type of another assembly has no dependable member list", "'{0}' of assembly '{1}' cannot travel: {2}; reference the generator there and use the type in a contract there, give its members an explicit order, or name a [CustomCodec] for it");

    public static readonly DiagnosticDescriptor MemoryPackOnly = Create("RPC0110", "Only MemoryPack can write the type", "'{0}' uses {1}, which only MemoryPack itself can write: {2}; or use plain members, order, ignore and union instead");

    public static readonly DiagnosticDescriptor LayoutStruct = Create("RPC0111", "The struct has no dependable layout", "The struct '{0}' travels as its memory, and that is not possible: {1}");

    public static readonly DiagnosticDescriptor PartialOrder = Create("RPC0112", "Members in several files have no order", "The members of '{0}' stand in several files, so their order depends on the build: give each [MemberOrder(n)]");

    public static readonly DiagnosticDescriptor NameClash = Create("RPC0113", "Two members have one JSON name", "'{0}' and '{1}' of '{2}' are both '{3}' in JSON: rename one or mark it [MemberIgnore]");

    public static readonly DiagnosticDescriptor TooDeep = Create("RPC0114", "Types nest too deep", "'{0}' has more than {1} types inside each other: does a generic type mention itself with larger arguments?");

    public static readonly DiagnosticDescriptor NoCodec = Create("RPC0115", "The type named as a codec is none", "'{0}' cannot be used as a codec: {1}");

    public static readonly DiagnosticDescriptor TwoCodecs = Create("RPC0116", "A type has two codecs", "'{0}' has two codecs, '{1}' and '{2}': keep one [CustomCodec], or name the one to use in this project");

    public static readonly DiagnosticDescriptor CodecNotAccessible = Create("RPC0117", "The codec is not accessible to generated code", "Generated code cannot name the codec '{0}': make it, and the types around it, internal or public");

    /// <summary>All of them, for the analyzer.</summary>
    public static readonly ImmutableArray<DiagnosticDescriptor> All =
    [
        Unsupported,
        NotAccessible,
        NoUnion,
        BadUnionCase,
        NoConstructor,
        CannotSet,
        BadOrder,
        TooManyMembers,
        ForeignType,
        MemoryPackOnly,
        LayoutStruct,
        PartialOrder,
        NameClash,
        TooDeep,
        NoCodec,
        TwoCodecs,
        CodecNotAccessible,
    ];

    private static DiagnosticDescriptor Create(string id, string title, string message) =>
        new(id, title, message, "Rpc.Types", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: DiagnosticPages.Link(id));
}
