using Microsoft.Extensions.Logging;
using Rpc.Stubs;

namespace Rpc.Tasks.Worker;

/// <summary>Makes the runner of one contract.</summary>
internal sealed record KeptHandler(Func<IReadOnlyList<IRpcServerInterceptor>, ILogger, RpcLimits, KeptCallRunner> Create);
