namespace Rpc.Tasks.Stores;

/// <summary>Whether two paths lead to one file, whatever links they go through.</summary>
internal static class SqliteFileNames
{
    public static bool AreSame(string one, string other) => one.Length > 0 && other.Length > 0 && (Equal(Path.GetFullPath(one), Path.GetFullPath(other)) || Equal(Real(one), Real(other)));

    private static bool Equal(string one, string other) =>
        string.Equals(one, other, OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    // The folder first, as its links are not the file's.
    private static string Real(string path)
    {
        string full = Path.GetFullPath(path);
        if (Path.GetDirectoryName(full) is not { } folder)
        {
            return full;
        }

        string inside = Path.Combine(Real(folder), Path.GetFileName(full));
        try
        {
            FileSystemInfo? target = Directory.Exists(inside) ? Directory.ResolveLinkTarget(inside, returnFinalTarget: true) : File.ResolveLinkTarget(inside, returnFinalTarget: true);
            return target is null ? inside : Real(target.FullName);
        }
        catch (IOException)
        {
            // A link that leads nowhere: nobody has a file open there.
            return inside;
        }
    }
}
