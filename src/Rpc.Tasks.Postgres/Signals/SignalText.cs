using System.Buffers.Text;
using System.Globalization;
using Rpc.Tasks.Stores;

namespace Rpc.Tasks.Postgres.Signals;

/// <summary>Signals as they travel in notifications: who sends, the kinds as a number, and the ids of tasks that have ended in base64; without ids where there are none or too many.</summary>
internal static class SignalText
{
    // A notification has less than 8,000 bytes; an id has 16, and base64 makes four of three.
    private const int MostIds = 300;

    // Beyond so many messages at once whoever waits looks for itself.
    private const int MostMessages = 8;

    private const int IdSize = 16;

    /// <summary>Whether anybody in another process waits for it: who wants to see progress looks by itself.</summary>
    public static bool IsForOthers(TaskSignal signal) => (signal.Kinds & ~TaskSignalKinds.Progress) != TaskSignalKinds.None;

    /// <summary>The messages that a signal takes; none where nobody waits for it.</summary>
    public static IEnumerable<string> Write(string sender, TaskSignal signal)
    {
        string head = string.Create(CultureInfo.InvariantCulture, $"{sender} {(int)signal.Kinds}");
        if (!IsForOthers(signal))
        {
            return [];
        }

        return signal.Kinds.HasFlag(TaskSignalKinds.Ended) && signal.Ended is { Count: <= MostIds * MostMessages } ended
            ? ended.Chunk(MostIds).Select(some => $"{head} {Text(some)}").DefaultIfEmpty($"{head} ")
            : [head];
    }

    /// <summary>Anybody may send notifications: what makes no sense is null.</summary>
    public static (string Sender, TaskSignal Signal)? Read(string text)
    {
        string[] parts = text.Split(' ');
        if (parts.Length is not (2 or 3) || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int kinds))
        {
            return null;
        }

        if (parts.Length == 2)
        {
            return (parts[0], new TaskSignal((TaskSignalKinds)kinds));
        }

        byte[] ids = new byte[Base64.GetMaxDecodedFromUtf8Length(parts[2].Length)];
        if (!Convert.TryFromBase64String(parts[2], ids, out int length) || length % IdSize != 0)
        {
            return null;
        }

        var ended = new Guid[length / IdSize];
        for (int i = 0; i < ended.Length; i++)
        {
            ended[i] = new Guid(ids.AsSpan(i * IdSize, IdSize));
        }

        return (parts[0], new TaskSignal((TaskSignalKinds)kinds, ended));
    }

    private static string Text(Guid[] ended)
    {
        byte[] ids = new byte[ended.Length * IdSize];
        for (int i = 0; i < ended.Length; i++)
        {
            ended[i].TryWriteBytes(ids.AsSpan(i * IdSize));
        }

        return Convert.ToBase64String(ids);
    }
}
