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
}
