namespace Rpc.Hosting.Tests.Contracts;

[Remote]
public interface IGreeter
{
    Task<string> GreetAsync(string name, CancellationToken cancellationToken = default);

    string Greet(string name);

    Task<int> CountAsync();

    Task<string?> CallerAsync();

    Task<string> AskBackAsync(IGreeterCaller caller);

    IAsyncEnumerable<int> CountUpAsync(int to, CancellationToken cancellationToken = default);

    [OneWay]
    Task NoteAsync(string line);

    Task<int> DivideAsync(int a, int b);

    Task RefuseAsync(string reason);
}
