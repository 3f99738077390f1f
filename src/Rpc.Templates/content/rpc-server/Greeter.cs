using System.Runtime.CompilerServices;
using Contracts;

namespace GreeterServer;

/// <summary>Greets. What it needs comes through its constructor, from the host's services.</summary>
internal sealed class Greeter : IGreeter
{
    public Task<string> WelcomeMessageAsync(string name, CancellationToken cancellationToken = default) => Task.FromResult($"Hi welcome {name}");

    public async IAsyncEnumerable<int> CountAsync(int to, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (int i = 1; i <= to; i++)
        {
            await Task.Delay(10, cancellationToken);
            yield return i;
        }
    }
}
