using Rpc.Soak.Tests.Node;

namespace Rpc.Soak.Tests;

/// <summary>What all journals together say of one call.</summary>
internal sealed class CallRecord
{
    public Method Method { get; private set; } = Method.None;

    public int Starts { get; private set; }

    public int Replies { get; private set; }

    public int Failures { get; private set; }

    public int Begins { get; private set; }

    public int Dones { get; private set; }

    public bool IsWrong { get; private set; }

    /// <summary>What its caller got.</summary>
    public long Value { get; private set; }

    /// <summary>How it failed, or null.</summary>
    public string? Failure { get; private set; }

    /// <summary>Takes in one entry about this call.</summary>
    public void Add(in Entry entry)
    {
        // A call that is told of under two methods has reached another handler than the one it was made for.
        IsWrong |= Method != Method.None && Method != entry.Method;
        Method = entry.Method;
        switch (entry.Kind)
        {
            case EntryKind.Started:
                Starts++;
                break;
            case EntryKind.Replied:
                Replies++;
                Value = entry.Value;
                break;
            case EntryKind.Failed:
                Failures++;
                Failure = string.Intern(entry.Detail.Length == 0 ? "?" : entry.Detail);
                Value = entry.Value;
                break;
            case EntryKind.Began:
                Begins++;
                break;
            case EntryKind.Done:
                Dones++;
                break;
            default:
                IsWrong = true;
                break;
        }
    }
}
