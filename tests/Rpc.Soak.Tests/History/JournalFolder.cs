using Rpc.Soak.Tests.Node;

namespace Rpc.Soak.Tests;

/// <summary>The journals of one run: a file for each process that ever lived in it.</summary>
internal sealed class JournalFolder(string path)
{
    private const int BlockSize = Entry.Size * 4096;

    /// <summary>Every entry of every process.</summary>
    public IEnumerable<Entry> Entries() => Files(path).SelectMany(Read);

    /// <summary>The lines about one call, oldest first, each with the process that wrote it.</summary>
    public string Tell(long id) => string.Join('\n', Files(path)
        .SelectMany(file => Read(file).Where(entry => entry.Id == id).Select(entry => (entry.Time, Line: $"    {Path.GetFileNameWithoutExtension(file),-14} {entry}")))
        .OrderBy(static line => line.Time).Select(static line => line.Line));

    /// <summary>The journals in a folder.</summary>
    public static IEnumerable<string> Files(string path) => Directory.EnumerateFiles(path, "*.journal");

    /// <summary>What lies at each place of a journal from an offset on; null where nothing was written.</summary>
    public static IEnumerable<Entry?> Places(string file, long from)
    {
        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Position = from;
        byte[] block = new byte[BlockSize];
        int length;
        while ((length = stream.ReadAtLeast(block, BlockSize, throwOnEndOfStream: false)) > 0)
        {
            for (int i = 0; i + Entry.Size <= length; i += Entry.Size)
            {
                yield return Entry.TryRead(block.AsSpan(i, Entry.Size), out Entry entry) ? entry : null;
            }
        }
    }

    private static IEnumerable<Entry> Read(string file) => Places(file, 0).Where(static entry => entry is not null).Select(static entry => entry!.Value);
}
