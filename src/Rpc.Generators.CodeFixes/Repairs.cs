using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Rpc.Generators.CodeFixes.Contracts;
using Rpc.Generators.CodeFixes.Types;
using Rpc.Generators.Diagnostics;

namespace Rpc.Generators.CodeFixes;

/// <summary>Which repair belongs to which diagnostic. What is not here says on its page why.</summary>
internal static class Repairs
{
    private static readonly Dictionary<string, Repair[]> Table = new(StringComparer.Ordinal)
    {
        [ContractDiagnostics.InaccessibleInterface.Id] = [new MakeVisible()],
        [ContractDiagnostics.ByReference.Id] = [new PassByValue(), new ReturnWhatChanges()],
        [ContractDiagnostics.ReferenceReturn.Id] = [new ReturnValue()],
        [ContractDiagnostics.Event.Id] = [new EventToStream(), new EventToCallback()],
        [ContractDiagnostics.Indexer.Id] = [new IndexerToMethods()],
        [ContractDiagnostics.StaticAbstract.Id] = [new MakeInstanceMember()],
        [ContractDiagnostics.NotPublic.Id] = [new MakePublic()],
        [ContractDiagnostics.InitAccessor.Id] = [new InitToSet()],
        [ContractDiagnostics.OneWayWithResult.Id] = [new DropResult(), new DropOneWay()],
        [ContractDiagnostics.TokenNotLast.Id] = [new TokenLast()],
        [ContractDiagnostics.SameSignature.Id] = [new KeepTokenOverload()],
        [ContractDiagnostics.NoToken.Id] = [new AddToken()],
        [ContractDiagnostics.Blocking.Id] = [new ReturnTask()],
        [ContractDiagnostics.NullDefault.Id] = [new MarkNullable()],
        [TypeDiagnostics.Unsupported.Id] = [new ReplaceType(), new MarkRemote(), new ListCases()],
        [TypeDiagnostics.NotAccessible.Id] = [new MakeVisible()],
        [TypeDiagnostics.NoUnion.Id] = [new ListCases()],
        [TypeDiagnostics.BadUnionCase.Id] = [new MendCase()],
        [TypeDiagnostics.NoConstructor.Id] = [new MarkConstructor(), new AddConstructor()],
        [TypeDiagnostics.CannotSet.Id] = [new MakeSettable(), new IgnoreMember()],
        [TypeDiagnostics.BadOrder.Id] = [new NumberMembers()],
        [TypeDiagnostics.LayoutStruct.Id] = [new LetMemberTravel()],
        [TypeDiagnostics.PartialOrder.Id] = [new NumberMembers()],
        [TypeDiagnostics.NameClash.Id] = [new IgnoreMember()],
    };

    /// <summary>Every diagnostic with a repair.</summary>
    public static readonly ImmutableArray<string> Ids = [.. Table.Keys.OrderBy(id => id, StringComparer.Ordinal)];

    public static IReadOnlyList<Repair> Of(string id) => Table.TryGetValue(id, out Repair[]? repairs) ? repairs : [];
}
