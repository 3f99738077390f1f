namespace Listings;

/// <summary>What travels while a call runs.</summary>
public static class Streams
{
    public static async Task AverageAsync(IGreeter greeter)
    {
        #region client
        async IAsyncEnumerable<double> Measured()
        {
            for (int i = 1; i <= 4; i++)
            {
                await Task.Delay(10);                                       // made while the call runs
                yield return i;
            }
        }

        Console.WriteLine(await greeter.AverageAsync(Measured()));          // 2.5
        #endregion
    }

    public static async Task StoreAsync(IArchive archive, string path)
    {
        #region progress
        await using FileStream file = File.OpenRead(path);
        var progress = new Progress<long>(stored => Console.Write('.'));
        long length = await archive.StoreAsync("report", file, progress);
        Console.WriteLine(length);
        #endregion
    }

    public static async Task LoadAsync(IArchive archive, string path)
    {
        #region body
        await using Stream body = await archive.LoadAsync("report");        // here when the method has returned it
        await using FileStream file = File.Create(path);
        await body.CopyToAsync(file);
        #endregion
    }

    public static async Task SubscribeAsync(IGreeter greeter, IGreeterEvents events)
    {
        await greeter.SubscribeAsync(events);
        await using IAccount account = await greeter.OpenAccountAsync(greeter.WelcomeMessage("Ali"));
        Console.WriteLine(await account.DepositAsync(5));
    }
}
