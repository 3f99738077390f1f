using Rpc.Generators.Tests.Harness;

namespace Rpc.Generators.Tests;

public sealed class ReferenceTests
{
    [Fact]
    public void Contracts_can_pass_each_other() => Snapshot.Match(GeneratedCode.Clean("""
        namespace App;

        [Rpc.Remote]
        public interface IBank
        {
            Task<IAccount> OpenAccountAsync(string owner);
            void Watch(IWatcher? watcher);
            [Rpc.OneWay] void Forget(IWatcher watcher);
        }

        [Rpc.Remote]
        public interface IAccount
        {
            IBank Bank { get; }
        }

        [Rpc.Remote]
        internal interface IAudit
        {
            void Check(IAccount account);
        }

        [Rpc.Remote]
        public interface IWatcher
        {
            void Changed(IAccount account);
        }
        """));

    [Fact]
    public void Disposing_a_proxy_disposes_the_object_and_gives_it_back()
    {
        GeneratedCode generated = GeneratedCode.Clean("""
            [Rpc.Remote] public interface ISession : IAsyncDisposable, IDisposable { int Number { get; } }
            """);
        string proxy = generated["ISession.Proxy.g.cs"];
        Assert.Contains("ValueTask global::System.IAsyncDisposable.DisposeAsync() =>\n        DisposeAsync(CallAsync<", proxy, StringComparison.Ordinal);
        Assert.Contains("void global::System.IDisposable.Dispose() =>\n        Dispose(() => Call<", proxy, StringComparison.Ordinal);
    }
}
