namespace Rpc.Soak.Tests.Node;

/// <summary>A killed predecessor's port may be held for a moment by what the system still closes.</summary>
internal static class Listening
{
    public static async Task<T> RetryAsync<T>(Func<ValueTask<T>> listen)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                return await listen();
            }
            catch (IOException) when (attempt < 100)
            {
                await Task.Delay(100);
            }
        }
    }
}
