namespace Rpc.Hosting.Tests.Contracts;

[Remote]
public interface IGreeterCaller
{
    Task<string> NameAsync();
}
