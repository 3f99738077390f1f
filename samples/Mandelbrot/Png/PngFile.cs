using Mandelbrot.Drawing;
using Samples;

namespace Mandelbrot.Png;

/// <summary>Writes a picture as a PNG file: whole, or not at all.</summary>
internal static class PngFile
{
    /// <summary>Tells before hours of work that there is no place for their result.</summary>
    /// <exception cref="SampleException">The file's folder is missing, or the file is a folder itself.</exception>
    public static void Check(FileInfo file)
    {
        if (file.Directory is not { Exists: true } || Directory.Exists(file.FullName))
        {
            throw new SampleException($"{file.FullName} cannot be written: its folder is missing, or it is a folder itself.");
        }
    }

    /// <exception cref="SampleException">The file cannot be written; the message says why.</exception>
    public static async Task WriteAsync(FileInfo file, Picture picture, CancellationToken stop)
    {
        string unfinished = file.FullName + ".unfinished";
        try
        {
            await using (FileStream stream = File.Create(unfinished))
            {
                PngWriter.Write(stream, picture, stop);
            }

            File.Move(unfinished, file.FullName, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SampleException($"{file.FullName} cannot be written: {error.Message}");
        }
        finally
        {
            File.Delete(unfinished);
        }
    }
}
