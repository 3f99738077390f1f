using System.Collections.Generic;
using System.Linq;
using Rpc.Generators.Diagnostics;
using Rpc.Generators.Model;

namespace Rpc.Generators.Locking;

/// <summary>Compares the members of a class or struct that travel by their place.</summary>
internal static class LockMembers
{
    public static IEnumerable<LockChange> Changes(LockType locked, LockType now, LockFile file)
    {
        for (int i = 0; i < locked.Members.Count; i++)
        {
            LockMember before = locked.Members[i];
            LockMember? here = i < now.Members.Count ? now.Members[i] : null;
            if (here is null || !here.IsNamed(before.Name))
            {
                LockChange moved = Moved(locked, now, i, file.Name);
                yield return moved;
                if (moved.Descriptor != LockDiagnostics.MemberRenamed)
                {
                    // What follows stands at other places because of this, and says nothing new.
                    yield break;
                }
            }

            foreach (LockChange change in Same(now.Name, before, here!, file.Name))
            {
                yield return change;
            }
        }

        foreach (LockMember appended in now.Members.Skip(locked.Members.Count).Where(member => member.IsRequired))
        {
            yield return LockChange.At(LockDiagnostics.MemberDemanded, now.Name, appended.Name, appended.Name, now.Name, "is appended");
        }
    }

    private static LockChange Moved(LockType locked, LockType now, int place, string file)
    {
        LockMember before = locked.Members[place];
        LockMember? here = place < now.Members.Count ? now.Members[place] : null;
        int later = now.Members.ToList().FindIndex(member => member.IsNamed(before.Name));
        if (later < 0)
        {
            bool isReplaced = here is not null && locked.Members.All(member => !member.IsNamed(here.Name));
            return !isReplaced ? LockChange.At(LockDiagnostics.MemberMoved, now.Name, null, before.Name, now.Name, $"is in {file} and is gone")
                : here!.Value.Key == before.Value.Key ? LockChange.At(LockDiagnostics.MemberRenamed, now.Name, here.Name, here.Name, now.Name, before.Name)
                : LockChange.At(LockDiagnostics.MemberMoved, now.Name, here.Name, here.Name, now.Name, $"stands where {file} has '{before.Name}'");
        }

        return locked.Members.All(member => !member.IsNamed(here!.Name))
            ? LockChange.At(LockDiagnostics.MemberMoved, now.Name, here!.Name, here.Name, now.Name, $"is inserted before '{before.Name}'")
            : LockChange.At(LockDiagnostics.MemberMoved, now.Name, before.Name, before.Name, now.Name, $"is member {later + 1} now, and member {place + 1} in {file}");
    }

    private static IEnumerable<LockChange> Same(string owner, LockMember before, LockMember now, string file)
    {
        if (before.Value.Key != now.Value.Key)
        {
            yield return LockChange.At(LockDiagnostics.MemberRetyped, owner, now.Name, now.Name, owner, now.Value.Text, before.Value.Text);
        }
        else if (LockNulls.Words(before.Value, now.Value, LockDirection.Both) is { } words)
        {
            yield return LockChange.At(LockDiagnostics.NullChanged, owner, now.Name, $"'{now.Name}' of '{owner}'", now.Value.Type, before.Value.Type, words);
        }

        if (now.IsRequired && !before.IsRequired && before.Value.Type == now.Value.Type)
        {
            yield return LockChange.At(LockDiagnostics.MemberDemanded, owner, now.Name, now.Name, owner, $"had a default in {file}");
        }
    }
}
