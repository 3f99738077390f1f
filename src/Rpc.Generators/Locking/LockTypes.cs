using System.Collections.Generic;
using System.Linq;
using Rpc.Generators.Diagnostics;
using Rpc.Generators.Model;

namespace Rpc.Generators.Locking;

/// <summary>Compares a type with what is locked of it.</summary>
internal static class LockTypes
{
    public static IEnumerable<LockChange> Changes(LockType locked, LockType now, LockFile file)
    {
        if (locked.Kind != now.Kind)
        {
            return [LockChange.At(LockDiagnostics.MemoryChanged, now.Name, null, now.Name, Words(now), Words(locked))];
        }

        return now.Kind switch
        {
            LockTypeKind.Object => LockMembers.Changes(locked, now, file),
            LockTypeKind.Struct => Fields(locked, now),
            LockTypeKind.Enum => Numbers(locked, now),
            _ => Cases(locked, now),
        };
    }

    private static string Words(LockType type) => type.Kind switch
    {
        LockTypeKind.Object => "an object with members",
        LockTypeKind.Struct => $"a struct of {type.Detail} bytes",
        LockTypeKind.Enum => "an enum",
        _ => "a union",
    };

    private static IEnumerable<LockChange> Fields(LockType locked, LockType now)
    {
        if (locked.Detail != now.Detail || !locked.Members.Select(field => field.Value.Key).SequenceEqual(now.Members.Select(field => field.Value.Key)) || AreSwapped(locked, now))
        {
            yield return LockChange.At(LockDiagnostics.MemoryChanged, now.Name, null, now.Name, Layout(now), Layout(locked));
            yield break;
        }

        for (int i = 0; i < now.Members.Count; i++)
        {
            if (!locked.Members[i].IsNamed(now.Members[i].Name))
            {
                yield return LockChange.At(LockDiagnostics.MemberRenamed, now.Name, now.Members[i].Name, now.Members[i].Name, now.Name, locked.Members[i].Name);
            }
        }
    }

    // A name that stands at another place is not a new name.
    private static bool AreSwapped(LockType locked, LockType now) => locked.Members.Where((field, i) =>
        !field.IsNamed(now.Members[i].Name) && now.Members.Any(other => other.IsNamed(field.Name))).Any();

    private static string Layout(LockType type) => $"{type.Detail} bytes ({string.Join(", ", type.Members.Select(field => $"{field.Value.Type} {field.Name}"))})";

    private static IEnumerable<LockChange> Numbers(LockType locked, LockType now)
    {
        if (locked.Detail != now.Detail)
        {
            yield return LockChange.At(LockDiagnostics.EnumChanged, now.Name, null, now.Name, $"of type {now.Detail}", locked.Detail);
            yield break;
        }

        foreach (LockMember before in locked.Members)
        {
            string name = $"{now.Name}.{before.Name}";
            if (now.Members.FirstOrDefault(member => member.Name == before.Name) is { } same)
            {
                if (same.Value.Type != before.Value.Type)
                {
                    yield return LockChange.At(LockDiagnostics.EnumChanged, now.Name, same.Name, name, same.Value.Type, before.Value.Type);
                }
            }
            else if (now.Members.FirstOrDefault(member => member.Value.Type == before.Value.Type) is { } other)
            {
                yield return LockChange.At(LockDiagnostics.MemberRenamed, now.Name, other.Name, other.Name, now.Name, before.Name);
            }
            else
            {
                yield return LockChange.At(LockDiagnostics.EnumChanged, now.Name, null, name, "gone", before.Value.Type);
            }
        }
    }

    private static IEnumerable<LockChange> Cases(LockType locked, LockType now)
    {
        foreach (LockMember before in locked.Members)
        {
            LockMember? same = now.Members.FirstOrDefault(member => member.Name == before.Name);
            if (same?.Value.Key != before.Value.Key)
            {
                yield return LockChange.At(LockDiagnostics.CaseChanged, now.Name, null, before.Name, now.Name, same is null ? "gone" : $"'{same.Value.Text}'", before.Value.Text);
            }
        }
    }
}
