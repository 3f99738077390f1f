using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Rpc.Gateway.Access;

namespace Rpc.Gateway.Calls;

/// <summary>Failures as RFC 9457 problems.</summary>
internal static class GatewayProblem
{
    /// <summary>The status of a request whose client has gone; no standard has one.</summary>
    private const int ClientClosed = 499;

    /// <summary>What a failed call is to who asked over HTTP.</summary>
    public static ProblemDetails Of(Exception failure, HttpContext context, string correlationId)
    {
        RpcException? rpc = failure as RpcException;
        RpcStatus status = rpc?.Status ?? StatusOf(failure);
        var problem = new ProblemDetails
        {
            Status = rpc is { Reason: RpcErrorReason.NoSuchMethod } ? StatusCodes.Status404NotFound : HttpStatus(status),
            Title = status.ToString(),
            Detail = failure.Message,
            Instance = context.Request.Path,
        };
        problem.Extensions["rpcStatus"] = status.ToString();
        problem.Extensions["correlationId"] = correlationId;
        if (rpc is null)
        {
            problem.Extensions["exception"] = failure.GetType().ToString();
        }
        else
        {
            problem.Extensions["outcome"] = rpc.Outcome.ToString();
            if (rpc.RemoteType is { } type)
            {
                problem.Extensions["exception"] = type;
            }
        }

        return problem;
    }

    /// <summary>A request that is refused before anything is called.</summary>
    public static ProblemDetails Of(int status, string title, string detail, HttpContext context) => new() { Status = status, Title = title, Detail = detail, Instance = context.Request.Path };

    /// <summary>Answers a request that is not let in.</summary>
    public static Task RefuseAsync(HttpContext context, Refusal refusal) => WriteAsync(context, Of(refusal.Status, nameof(RpcStatus.PermissionDenied), refusal.Reason, context));

    /// <summary>Sends it.</summary>
    public static Task WriteAsync(HttpContext context, ProblemDetails problem)
    {
        context.Response.StatusCode = problem.Status ?? StatusCodes.Status500InternalServerError;
        return GatewayJson.WriteAsync(context, GatewayJson.ProblemType, GatewayJson.Problem(problem));
    }

    /// <summary>What well-known exceptions are about: what was asked, or whom it concerns, or time.</summary>
    private static RpcStatus StatusOf(Exception failure) => failure switch
    {
        ArgumentException or FormatException or OverflowException => RpcStatus.InvalidArgument,
        KeyNotFoundException => RpcStatus.NotFound,
        UnauthorizedAccessException => RpcStatus.PermissionDenied,
        NotSupportedException or NotImplementedException => RpcStatus.Unimplemented,
        TimeoutException => RpcStatus.DeadlineExceeded,
        InvalidOperationException => RpcStatus.FailedPrecondition,
        OperationCanceledException => RpcStatus.Cancelled,
        _ => RpcStatus.Unknown,
    };

    private static int HttpStatus(RpcStatus status) => status switch
    {
        RpcStatus.InvalidArgument or RpcStatus.OutOfRange => StatusCodes.Status400BadRequest,
        RpcStatus.Unauthenticated or RpcStatus.PermissionDenied => StatusCodes.Status403Forbidden,
        RpcStatus.NotFound => StatusCodes.Status404NotFound,
        RpcStatus.AlreadyExists or RpcStatus.Aborted or RpcStatus.FailedPrecondition => StatusCodes.Status409Conflict,
        RpcStatus.ResourceExhausted => StatusCodes.Status429TooManyRequests,
        RpcStatus.Cancelled => ClientClosed,
        RpcStatus.Unimplemented => StatusCodes.Status501NotImplemented,
        RpcStatus.Unavailable => StatusCodes.Status503ServiceUnavailable,
        RpcStatus.DeadlineExceeded => StatusCodes.Status504GatewayTimeout,
        _ => StatusCodes.Status500InternalServerError,
    };
}
