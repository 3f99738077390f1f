using Microsoft.Win32.SafeHandles;

namespace Rpc.Soak.Tests.Node;

/// <summary>What one process did, entry by entry, in the hands of the operating system before <see cref="Add"/> returns: a kill loses nothing that was added. Thread-safe.</summary>
/// <remarks>Each entry has a place of its own in the file, so threads do not wait for each other. A thread that is killed between taking its place and writing leaves zeros there.</remarks>
public sealed class Journal(string path) : IDisposable
{
    private readonly SafeFileHandle _file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
    private long _length;

    /// <summary>Writes an entry with the time of now.</summary>
    public void Add(EntryKind kind, Method method, long id, long value = 0, string detail = "")
    {
        Span<byte> line = stackalloc byte[Entry.Size];
        new Entry(kind, method, id, value, Environment.TickCount64, detail).Write(line);
        RandomAccess.Write(_file, line, Interlocked.Add(ref _length, Entry.Size) - Entry.Size);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
