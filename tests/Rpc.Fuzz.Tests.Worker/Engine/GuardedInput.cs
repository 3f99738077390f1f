using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Rpc.Fuzz.Engine;

/// <summary>
/// Memory for one input that ends where nothing may be read any more: a read past the end of the input ends the process. It is a file too, so that
/// whoever started the process finds there what it died of: target and length as two int, and the input at its end.
/// </summary>
/// <remarks>On systems other than Linux it is an array, and only checks of what was read find a read past the end.</remarks>
internal sealed unsafe partial class GuardedInput : IDisposable
{
    /// <summary>Longest input.</summary>
    public const int MaxLength = 192 * 1024;

    private const int FileLength = 256 * 1024;
    private const int GuardLength = 64 * 1024;
    private const int ProtectNone = 0;
    private const int ProtectReadWrite = 3;
    private const int MapShared = 1;
    private const int MapPrivate = 2;
    private const int MapFixed = 0x10;
    private const int MapAnonymous = 0x20;

    private readonly SafeFileHandle? _file;
    private readonly byte* _start;

    public GuardedInput(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            _start = (byte*)NativeMemory.Alloc(FileLength);
            return;
        }

        _file = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite);
        RandomAccess.SetLength(_file, FileLength);
        nint start = Map(0, FileLength + GuardLength, ProtectNone, MapPrivate | MapAnonymous, -1, 0);
        if (start == -1 || Map(start, FileLength, ProtectReadWrite, MapShared | MapFixed, (int)_file.DangerousGetHandle(), 0) != start)
        {
            throw new InvalidOperationException($"No memory with a guard behind it: error {Marshal.GetLastPInvokeError()}.");
        }

        _start = (byte*)start;
    }

    /// <summary>Puts an input there, right before what may not be read.</summary>
    public ReadOnlySpan<byte> Set(int target, ReadOnlySpan<byte> input)
    {
        var whole = new Span<byte>(_start, FileLength);
        BinaryPrimitives.WriteInt32LittleEndian(whole, target);
        BinaryPrimitives.WriteInt32LittleEndian(whole[4..], input.Length);
        Span<byte> place = whole[^input.Length..];
        input.CopyTo(place);
        return place;
    }

    public void Dispose()
    {
        if (_file is null)
        {
            NativeMemory.Free(_start);
            return;
        }

        _ = Unmap((nint)_start, FileLength + GuardLength);
        _file.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Map(nint address, nint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Unmap(nint address, nint length);
}
