using Microsoft.Extensions.Logging;

namespace Rpc.Stubs;

/// <summary>What all proxies of one client share. Immutable.</summary>
/// <param name="Time">The clock of pauses between attempts.</param>
/// <param name="Logger">Where attempts are logged.</param>
/// <param name="Interceptors">What every call passes, the first outermost; null for nothing, so that calls need not look.</param>
internal sealed record ProxyHost(TimeProvider Time, ILogger Logger, IRpcClientInterceptor[]? Interceptors);
