using System;
using System.IO;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Rpc.Build;

/// <summary>Writes <c>contract.lock</c> or <c>tasks.lock</c> from the text that the generator put into its output. A file that is already right is left alone, its time included.</summary>
public sealed class WriteLock : Task
{
    // What the generator puts before each line (LockEmitter).
    private const string Mark = "//|";

    /// <summary>The generated file that carries the text.</summary>
    [Required]
    public string Source { get; set; } = string.Empty;

    /// <summary>The lock file to write.</summary>
    [Required]
    public string LockFile { get; set; } = string.Empty;

    /// <inheritdoc/>
    public override bool Execute()
    {
        if (!File.Exists(Source))
        {
            Log.LogError("The generator gave no text for {0}: {1} is missing. Is Rpc.Generators among the analyzers of the project?", LockFile, Source);
            return false;
        }

        string text = Read();
        bool exists = File.Exists(LockFile);
        if (exists ? File.ReadAllText(LockFile) == text : !text.Contains("\ninterface "))
        {
            Log.LogMessage(MessageImportance.Low, "{0} is up to date.", LockFile);
            return true;
        }

        try
        {
            Replace(text, exists);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.LogError("{0} cannot be written: {1}", LockFile, exception.Message);
            return false;
        }

        Log.LogMessage(MessageImportance.High, "{0} was written: check it in.", LockFile);
        return true;
    }

    private string Read()
    {
        var text = new StringBuilder();
        foreach (string line in File.ReadAllLines(Source))
        {
            if (line.StartsWith(Mark, StringComparison.Ordinal))
            {
                text.Append(line, Mark.Length, line.Length - Mark.Length).Append('\n');
            }
        }

        return text.ToString();
    }

    // Builds for several frameworks write it at the same time: whoever reads it finds one of them whole.
    private void Replace(string text, bool exists)
    {
        string written = LockFile + "." + Guid.NewGuid().ToString("N") + ".tmp";
        try
        {
            File.WriteAllText(written, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            if (exists)
            {
                File.Replace(written, LockFile, destinationBackupFileName: null);
            }
            else
            {
                Create(written);
            }
        }
        finally
        {
            // Gone already, unless something went wrong.
            File.Delete(written);
        }
    }

    private void Create(string written)
    {
        try
        {
            File.Move(written, LockFile);
        }
        catch (IOException) when (File.Exists(LockFile))
        {
            File.Replace(written, LockFile, destinationBackupFileName: null);
        }
    }
}
