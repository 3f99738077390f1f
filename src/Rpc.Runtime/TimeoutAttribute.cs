namespace Rpc;

/// <summary>How long a call of the method may take, where its caller does not say otherwise.</summary>
/// <remarks>
/// A timeout that the proxy's <see cref="ProxyOptions.Timeout"/> sets wins; then the attribute counts, the method's or property's before the interface's; then the default of 30 s.
/// A call that a handler makes has at most what is left of the handler's own. Streams have no limit.
/// </remarks>
/// <param name="milliseconds">1 or more, or <see cref="System.Threading.Timeout.Infinite"/> for no limit.</param>
[AttributeUsage(AttributeTargets.Interface | AttributeTargets.Method | AttributeTargets.Property)]
public sealed class TimeoutAttribute(int milliseconds) : Attribute
{
    /// <summary>Milliseconds, or <see cref="System.Threading.Timeout.Infinite"/>.</summary>
    public int Milliseconds { get; } = milliseconds;
}
