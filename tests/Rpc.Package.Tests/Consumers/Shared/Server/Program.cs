using Contract;
using Rpc;

await using var server = new RpcServer();
await server.ListenAsync("rpc://127.0.0.1:0");
Console.WriteLine(server.Add<IPhoneBook>(new PhoneBook(), "phones"));
using var ended = new CancellationTokenSource();
_ = Task.Run(() =>
{
    Console.In.ReadToEnd();
    ended.Cancel();
});
await server.RunAsync(ended.Token);

internal sealed class PhoneBook : IPhoneBook
{
    public Task<Entry?> FindAsync(string name, CancellationToken cancellationToken = default) =>
        Task.FromResult(name == "Ali" ? new Entry(name, ["1", "22"]) : null);
}
