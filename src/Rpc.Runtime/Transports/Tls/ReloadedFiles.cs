using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Rpc.Transports;

/// <summary>Something that is made of files, and made again when what is in them has changed. Thread-safe.</summary>
/// <remarks>
/// The bytes are compared and not the times: a link that now leads elsewhere, or a second change within one tick of the clock, is seen too.
/// Invariant, under <c>_lock</c>: <c>_seen</c> is the digest of what was tried last, whether it could be used or not, so that each fault is told once.
/// </remarks>
internal sealed class ReloadedFiles<T>
    where T : class
{
    private readonly Lock _lock = new();
    private readonly string[] _paths;
    private readonly Func<byte[][], T> _make;
    private byte[] _seen;
    private volatile T _current;

    /// <param name="paths">The files.</param>
    /// <param name="make">Makes it of what is in them, in the same order.</param>
    /// <exception cref="IOException">They cannot be read or used.</exception>
    public ReloadedFiles(string[] paths, Func<byte[][], T> make)
    {
        _paths = paths;
        _make = make;
        byte[][] contents = [.. paths.Select(Read)];
        _seen = Digest(contents);
        _current = make(contents);
    }

    public T Current => _current;

    /// <summary>Looks whether they have changed. Gives whether there is something new in <see cref="Current"/>, and what is wrong with the files where they cannot be used; what was there then stays.</summary>
    public (bool Changed, string? Problem) Refresh()
    {
        lock (_lock)
        {
            byte[][] contents;
            try
            {
                contents = [.. _paths.Select(Read)];
            }
            catch (IOException exception)
            {
                // What cannot be read has no content; its message stands for it.
                return (false, IsNew(Digest([Encoding.UTF8.GetBytes(exception.Message)])) ? exception.Message : null);
            }

            try
            {
                bool isNew = IsNew(Digest(contents));
                _current = isNew ? _make(contents) : _current;
                return (isNew, null);
            }
            catch (IOException exception)
            {
                return (false, exception.Message);
            }
        }
    }

    private bool IsNew(byte[] digest)
    {
        bool isNew = !digest.AsSpan().SequenceEqual(_seen);
        _seen = digest;
        return isNew;
    }

    private static byte[] Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            string reason = exception switch
            {
                FileNotFoundException or DirectoryNotFoundException => "it does not exist",
                UnauthorizedAccessException => "this user may not read it",
                _ => exception.Message,
            };
            throw new IOException($"the file {Path.GetFullPath(path)} cannot be read: {reason}", exception);
        }
    }

    private static byte[] Digest(byte[][] contents)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (byte[] content in contents)
        {
            BinaryPrimitives.WriteInt32LittleEndian(length, content.Length);
            hash.AppendData(length);
            hash.AppendData(content);
        }

        return hash.GetHashAndReset();
    }
}
