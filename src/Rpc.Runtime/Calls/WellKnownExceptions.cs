using Rpc.Protocol;

namespace Rpc.Calls;

/// <summary>The closed list of base class library exceptions that come back as themselves. Numbers are the wire's (docs/protocol.md).</summary>
internal static class WellKnownExceptions
{
    /// <summary>The number of the exact type; 0 for every other.</summary>
    public static byte KindOf(Exception exception)
    {
        Type type = exception.GetType();
        return type == typeof(ArgumentException) ? (byte)1
            : type == typeof(ArgumentNullException) ? (byte)2
            : type == typeof(ArgumentOutOfRangeException) ? (byte)3
            : type == typeof(InvalidOperationException) ? (byte)4
            : type == typeof(NotSupportedException) ? (byte)5
            : type == typeof(System.NotImplementedException) ? (byte)6
            : type == typeof(DivideByZeroException) ? (byte)7
            : type == typeof(OverflowException) ? (byte)8
            : type == typeof(FormatException) ? (byte)9
            : type == typeof(KeyNotFoundException) ? (byte)10
            : type == typeof(UnauthorizedAccessException) ? (byte)11
            : type == typeof(TimeoutException) ? (byte)12
            : (byte)0;
    }

    /// <summary>The message without what the constructor of the restored exception adds again.</summary>
    public static string MessageOf(Exception exception)
    {
        if (exception is not ArgumentException { ParamName: { Length: > 0 } name } argument)
        {
            return exception.Message;
        }

        string suffix = $" (Parameter '{name}')";
        string message = argument.Message;
        int at = message.IndexOf(suffix, StringComparison.Ordinal);
        return at < 0 ? message : message.Remove(at, suffix.Length);
    }

    /// <summary>The exception again, or null where the number is none or unknown.</summary>
    public static Exception? Restore(ErrorPayload payload)
    {
        string message = payload.Message;
        string? parameter = payload.Parameter.Length == 0 ? null : payload.Parameter;
        return payload.ExceptionKind switch
        {
            1 => new ArgumentException(message, parameter),
            2 => new ArgumentNullException(parameter, message),
            3 => new ArgumentOutOfRangeException(parameter, message),
            4 => new InvalidOperationException(message),
            5 => new NotSupportedException(message),
            6 => new System.NotImplementedException(message),
            7 => new DivideByZeroException(message),
            8 => new OverflowException(message),
            9 => new FormatException(message),
            10 => new KeyNotFoundException(message),
            11 => new UnauthorizedAccessException(message),
            12 => new TimeoutException(message),
            _ => null,
        };
    }
}
