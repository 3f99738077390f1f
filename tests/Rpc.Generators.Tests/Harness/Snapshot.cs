using System.Runtime.CompilerServices;

namespace Rpc.Generators.Tests.Harness;

/// <summary>Compares generated files with those accepted before: <c>Snapshots/Class.Method#Hint.verified.cs</c>. What differs is written beside as <c>received</c>; RPC_ACCEPT_SNAPSHOTS=1 accepts it.</summary>
internal static class Snapshot
{
    private static readonly string Folder = Repository.Path("tests", "Rpc.Generators.Tests", "Snapshots");

    private static readonly bool Accepts = Environment.GetEnvironmentVariable("RPC_ACCEPT_SNAPSHOTS") == "1";

    public static void Match(GeneratedCode generated, [CallerFilePath] string file = "", [CallerMemberName] string member = "")
    {
        string start = Path.GetFileNameWithoutExtension(file) + "." + member + "#";
        var wrong = generated.Files.Where(text => !Matches(start + Path.GetFileNameWithoutExtension(text.Key), text.Value)).Select(text => text.Key).ToList();
        wrong.AddRange(Directory.EnumerateFiles(Folder, start + "*.verified.cs")
            .Where(path => !generated.Files.ContainsKey(Path.GetFileName(path)[start.Length..].Replace(".verified.cs", ".cs", StringComparison.Ordinal)))
            .Where(path => !Forget(path)));
        Assert.True(wrong.Count == 0, $"Not as accepted: {string.Join(", ", wrong)}. Compare the .received.cs files in {Folder}; RPC_ACCEPT_SNAPSHOTS=1 accepts them.");
    }

    private static bool Matches(string name, string text)
    {
        string verified = Path.Combine(Folder, name + ".verified.cs");
        string received = Path.Combine(Folder, name + ".received.cs");
        File.Delete(received);
        if (File.Exists(verified) && File.ReadAllText(verified) == text)
        {
            return true;
        }

        File.WriteAllText(Accepts ? verified : received, text);
        return Accepts;
    }

    private static bool Forget(string path)
    {
        if (Accepts)
        {
            File.Delete(path);
        }

        return Accepts;
    }
}
