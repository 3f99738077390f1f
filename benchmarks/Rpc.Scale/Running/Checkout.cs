namespace Rpc.Scale.Running;

/// <summary>The checkout that this program was built in, wherever it is started from.</summary>
internal static class Checkout
{
    /// <summary>A path below the checkout's root.</summary>
    /// <exception cref="InvalidOperationException">This program lies in no checkout.</exception>
    public static string Path(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([FindRoot(), .. parts]);

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Rpc.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"There is no Rpc.slnx above {AppContext.BaseDirectory}: startup and naming run programs of the checkout.");
    }
}
