using System.Runtime.CompilerServices;

namespace Rpc.Cli.Echo;

/// <summary>What <c>rpc echo</c> serves.</summary>
internal sealed class EchoObject : IEcho
{
    public string Echo(string text) => text;

    public int Add(int x, int y = 1) => checked(x + y);

    public async IAsyncEnumerable<int> Count(int to, int pauseMilliseconds = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (int i = 1; i <= to; i++)
        {
            if (pauseMilliseconds > 0 && i > 1)
            {
                await Task.Delay(pauseMilliseconds, cancellationToken).ConfigureAwait(false);
            }

            yield return i;
        }
    }
}
