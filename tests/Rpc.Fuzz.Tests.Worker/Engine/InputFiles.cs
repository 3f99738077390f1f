namespace Rpc.Fuzz.Engine;

/// <summary>Inputs in files: one for each target, with one input a line in hexadecimal; a line with # is for people.</summary>
internal static class InputFiles
{
    public static IEnumerable<byte[]> Read(string folder, string target)
    {
        string file = Path.Combine(folder, FileName(target));
        return folder.Length == 0 || !File.Exists(file)
            ? []
            : File.ReadLines(file).Where(line => !line.StartsWith('#')).Select(line => Convert.FromHexString(line.Trim()));
    }

    public static void Write(string folder, string target, IEnumerable<byte[]> inputs)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllLines(Path.Combine(folder, FileName(target)), inputs.Select(Convert.ToHexStringLower));
    }

    public static string FileName(string target) => string.Concat(target.Select(c => char.IsAsciiLetterOrDigit(c) || c == '-' ? c : '_')) + ".txt";
}
