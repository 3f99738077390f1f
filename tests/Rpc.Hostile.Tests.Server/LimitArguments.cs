using System.Globalization;

namespace Rpc.Hostile.Tests.Server;

/// <summary>Limits from the command line.</summary>
public static class LimitArguments
{
    /// <summary>Reads arguments of the form Name=value; others are left alone.</summary>
    public static RpcLimits Read(IEnumerable<string> arguments)
    {
        var limits = new RpcLimits { HandshakeTimeout = TimeSpan.FromSeconds(5) };
        foreach (string[] argument in arguments.Select(static one => one.Split('=')).Where(static parts => parts.Length == 2))
        {
            limits = With(limits, argument[0], int.Parse(argument[1], CultureInfo.InvariantCulture));
        }

        return limits;
    }

    private static RpcLimits With(RpcLimits limits, string name, int value) => name switch
    {
        nameof(RpcLimits.MaxConnections) => limits with { MaxConnections = value },
        nameof(RpcLimits.MaxPendingHandshakes) => limits with { MaxPendingHandshakes = value },
        nameof(RpcLimits.MaxRunningHandlers) => limits with { MaxRunningHandlers = value },
        nameof(RpcLimits.MaxMessageBytes) => limits with { MaxMessageBytes = value },
        nameof(RpcLimits.MaxIncompleteBytes) => limits with { MaxIncompleteBytes = value },
        nameof(RpcLimits.MaxOpenRequests) => limits with { MaxOpenRequests = value },
        nameof(RpcLimits.MaxBindings) => limits with { MaxBindings = value },
        nameof(RpcLimits.HandshakeTimeout) => limits with { HandshakeTimeout = TimeSpan.FromMilliseconds(value) },
        nameof(RpcLimits.IncompleteTimeout) => limits with { IncompleteTimeout = TimeSpan.FromMilliseconds(value) },
        nameof(RpcLimits.SendTimeout) => limits with { SendTimeout = TimeSpan.FromMilliseconds(value) },
        nameof(RpcLimits.KeepAliveInterval) => limits with { KeepAliveInterval = TimeSpan.FromMilliseconds(value) },
        _ => throw new ArgumentException($"{name} cannot be set from the command line."),
    };
}
