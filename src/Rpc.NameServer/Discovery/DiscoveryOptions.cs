using Rpc.Naming;

namespace Rpc.NameServer;

/// <summary>How a name server lets itself be found by clients that were told of none. Read once, when it starts.</summary>
public sealed class DiscoveryOptions
{
    /// <summary>The UDP port at which clients ask (<see cref="NameDiscovery.Port"/>). Default 9190; 1 to 65535. Several name servers of one machine can share it.</summary>
    public int Port
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 65_535);
            field = value;
        }
    } = DiscoveryMessage.Port;
}
