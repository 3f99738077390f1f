using System.CommandLine;

namespace Rpc.Cli.Completion;

/// <summary>The scripts that make shells complete <c>rpc</c>: they ask <c>rpc [suggest:POSITION] LINE</c>, and complete files themselves.</summary>
internal static class CompletionScript
{
    /// <summary>The shells there are scripts for.</summary>
    public static readonly string[] Shells = ["bash", "zsh", "pwsh"];

    /// <summary>Gives a script.</summary>
    /// <param name="shell">One of <see cref="Shells"/>.</param>
    /// <param name="root">The command whose options may want files.</param>
    public static string For(string shell, Command root)
    {
        using Stream stream = typeof(CompletionScript).Assembly.GetManifestResourceStream($"completion.{shell}")
            ?? throw new InvalidOperationException($"The script for {shell} was not built in.");
        using var reader = new StreamReader(stream);
        string files = string.Join('|', FileOptions(root).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        return reader.ReadToEnd().ReplaceLineEndings("\n").Replace("@FILES@", files, StringComparison.Ordinal);
    }

    private static IEnumerable<string> FileOptions(Command command) => command.Options
        .Where(static option => option.HelpName == "FILE")
        .Select(static option => option.Name)
        .Concat(command.Subcommands.SelectMany(FileOptions));
}
