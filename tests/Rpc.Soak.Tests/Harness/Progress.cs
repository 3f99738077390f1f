using Rpc.Soak.Tests.Node;

namespace Rpc.Soak.Tests;

/// <summary>Counts answered calls in the clients' journals while they grow, so that nobody is asked while faults go on. Thread-safe.</summary>
internal sealed class Progress(string folder, SoakSettings settings)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _read = [];
    private long _lookAgainAt;
    private int _answered;

    /// <summary>Whether as many calls are answered as are wanted. Looks once a second.</summary>
    public bool IsEnough()
    {
        lock (_lock)
        {
            if (_answered < settings.Answered && Environment.TickCount64 >= _lookAgainAt)
            {
                _answered += JournalFolder.Files(folder).Where(static file => Path.GetFileName(file).StartsWith("client", StringComparison.Ordinal)).Sum(CountNew);
                _lookAgainAt = Environment.TickCount64 + 1_000;
            }

            return _answered >= settings.Answered;
        }
    }

    private int CountNew(string file)
    {
        long from = _read.GetValueOrDefault(file);
        int entries = 0;
        int answered = 0;
        foreach (Entry? entry in JournalFolder.Places(file, from))
        {
            entries++;
            answered += entry is { Kind: EntryKind.Replied, Method: not Method.Note } ? 1 : 0;
        }

        _read[file] = from + ((long)entries * Entry.Size);
        return answered;
    }
}
