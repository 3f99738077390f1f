using System.Globalization;

namespace Rpc.Hosting.Configuration;

/// <summary>The keys of <see cref="RpcLimits"/>, which servers and clients have alike.</summary>
internal static class LimitSettings
{
    private static readonly RpcLimits s_defaults = new();

    public static SettingTable<TOptions> AddLimits<TOptions>(this SettingTable<TOptions> table, Func<TOptions, RpcLimits> get, Action<TOptions, RpcLimits> set)
    {
        void Count(string key, int standard, string summary, Func<RpcLimits, int, RpcLimits> with, string? text = null) =>
            table.Add($"Limits:{key}", SettingType.Number, text ?? Text(standard), summary, (options, value) => set(options, with(get(options), SettingText.Int(value))));
        void Bytes(string key, long standard, string summary, Func<RpcLimits, long, RpcLimits> with, string? text = null) =>
            table.Add($"Limits:{key}", SettingType.Bytes, text ?? Size(standard), summary, (options, value) => set(options, with(get(options), SettingText.Bytes(value))));
        void Short(string key, long standard, string summary, Func<RpcLimits, int, RpcLimits> with) =>
            table.Add($"Limits:{key}", SettingType.Bytes, Size(standard), summary, (options, value) => set(options, with(get(options), SettingText.IntBytes(value))));
        void Time(string key, TimeSpan standard, string summary, Func<RpcLimits, TimeSpan, RpcLimits> with) =>
            table.Add($"Limits:{key}", SettingType.Time, $"{standard.TotalSeconds}s", summary, (options, value) => set(options, with(get(options), SettingText.Time(value))));

        Count(nameof(RpcLimits.MaxConnections), 0, "Connections held at once", static (limits, value) => limits with { MaxConnections = value }, "10000, or 80 % of the descriptors less 128");
        Count(nameof(RpcLimits.MaxPendingHandshakes), s_defaults.MaxPendingHandshakes, "Connections whose handshake is not done", static (limits, value) => limits with { MaxPendingHandshakes = value });
        Time(nameof(RpcLimits.HandshakeTimeout), s_defaults.HandshakeTimeout, "Time a peer has for its handshake", static (limits, value) => limits with { HandshakeTimeout = value });
        Count(nameof(RpcLimits.MaxDeniedHandshakes), s_defaults.MaxDeniedHandshakes, "Refused handshakes of one address before it is shut out; 0 for any number", static (limits, value) => limits with { MaxDeniedHandshakes = value });
        Time(nameof(RpcLimits.DeniedHandshakeWindow), s_defaults.DeniedHandshakeWindow, "The time in which refused handshakes are counted, and for which an address is shut out", static (limits, value) => limits with { DeniedHandshakeWindow = value });
        Count(nameof(RpcLimits.MaxRunningHandlers), s_defaults.MaxRunningHandlers, "Handlers running at once for one connection", static (limits, value) => limits with { MaxRunningHandlers = value });
        Short(nameof(RpcLimits.MaxMessageBytes), s_defaults.MaxMessageBytes, "Bytes of one message", static (limits, value) => limits with { MaxMessageBytes = value });
        Short(nameof(RpcLimits.MaxHeaderBytes), s_defaults.MaxHeaderBytes, "Bytes of the headers of one call or answer", static (limits, value) => limits with { MaxHeaderBytes = value });
        Bytes(nameof(RpcLimits.MaxIncompleteBytes), s_defaults.MaxIncompleteBytes, "Bytes of one connection that have arrived and are not decoded", static (limits, value) => limits with { MaxIncompleteBytes = value });
        Bytes(nameof(RpcLimits.MaxIncompleteBytesInAll), s_defaults.MaxIncompleteBytesInAll, "The same over all connections; 0 for a quarter of the memory", static (limits, value) => limits with { MaxIncompleteBytesInAll = value }, "0");
        Time(nameof(RpcLimits.IncompleteTimeout), s_defaults.IncompleteTimeout, "Time in which nothing comes of a message in chunks before it is dropped", static (limits, value) => limits with { IncompleteTimeout = value });
        Count(nameof(RpcLimits.MaxOpenRequests), s_defaults.MaxOpenRequests, "Requests of one connection that are not answered", static (limits, value) => limits with { MaxOpenRequests = value });
        Bytes(nameof(RpcLimits.MaxUnsentBytes), s_defaults.MaxUnsentBytes, "Bytes waiting to be sent on one connection before callers wait", static (limits, value) => limits with { MaxUnsentBytes = value });
        Count(nameof(RpcLimits.MaxBindings), s_defaults.MaxBindings, "Objects that one connection may bind, and references it may hold", static (limits, value) => limits with { MaxBindings = value });
        Short(nameof(RpcLimits.StreamWindowBytes), s_defaults.StreamWindowBytes, "Unread bytes that a stream's reader allows its writer at first", static (limits, value) => limits with { StreamWindowBytes = value });
        Short(nameof(RpcLimits.MaxStreamWindowBytes), s_defaults.MaxStreamWindowBytes, "Bytes to which a stream's window grows", static (limits, value) => limits with { MaxStreamWindowBytes = value });
        Bytes(nameof(RpcLimits.MaxStreamBytes), s_defaults.MaxStreamBytes, "Bytes of the windows of all streams of one connection", static (limits, value) => limits with { MaxStreamBytes = value });
        Count(nameof(RpcLimits.MaxCallDepth), s_defaults.MaxCallDepth, "Depth to which calls may nest through callbacks", static (limits, value) => limits with { MaxCallDepth = value });
        Time(nameof(RpcLimits.SendTimeout), s_defaults.SendTimeout, "Time a peer may leave all output unread before it is dropped", static (limits, value) => limits with { SendTimeout = value });
        Time(nameof(RpcLimits.KeepAliveInterval), s_defaults.KeepAliveInterval, "Silence after which a ping is sent", static (limits, value) => limits with { KeepAliveInterval = value });
        return table;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Size(long bytes) => bytes % (1L << 20) == 0 ? $"{bytes >> 20}MiB" : $"{bytes >> 10}KiB";
}
