using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Rpc.Calls;

namespace Rpc.Gateway.Calls;

/// <summary>What objects can do, remembered for a while: one question for many calls. Thread-safe.</summary>
internal sealed class GatewayContracts(RpcClient client, IOptions<RpcGatewayOptions> options, TimeProvider clock)
{
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<RemoteUri, (ContractDescriptor Contract, DateTimeOffset Until)> _known = new();

    public async ValueTask<ContractDescriptor> GetAsync(RemoteUri uri, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(uri, out (ContractDescriptor Contract, DateTimeOffset Until) known) && known.Until > clock.GetUtcNow())
        {
            return known.Contract;
        }

        ContractDescriptor contract = await client.DescribeAsync(uri, cancellationToken).ConfigureAwait(false);
        if (_known.Count > Most)
        {
            _known.Clear();
        }

        _known[uri] = (contract, clock.GetUtcNow() + options.Value.DescriptionTime);
        return contract;
    }

    /// <summary>What was remembered turned out to be old.</summary>
    public void Forget(RemoteUri uri) => _known.TryRemove(uri, out _);
}
