using System.Text.Json;

namespace Rpc.Cli.Commands;

/// <summary>What pings of one object gave. Read by anybody once it is complete.</summary>
/// <remarks>The first ping connects, so it is told apart from the others where there are any. A ping without an answer within <c>--timeout</c> is lost.</remarks>
internal sealed class PingResult
{
    private readonly List<TimeSpan> _times = [];

    private PingResult(RemoteUri uri) => Uri = uri;

    public RemoteUri Uri { get; }

    public TimeSpan Connect { get; private set; }

    /// <summary>How long the answers behind the first one took, in ascending order.</summary>
    public IReadOnlyList<TimeSpan> Times => _times;

    /// <summary>How many pings there were behind the first one.</summary>
    public int Sent { get; private set; }

    public int Lost => Sent - _times.Count;

    /// <summary>Why the last ping that was lost was lost.</summary>
    public RpcException? Failure { get; private set; }

    public bool IsAnswered { get; private set; }

    public TimeSpan? Minimum => _times.Count > 0 ? _times[0] : null;

    /// <summary>Of an even number, the mean of the two in the middle.</summary>
    public TimeSpan? Median => _times.Count > 0 ? (_times[(_times.Count - 1) / 2] + _times[_times.Count / 2]) / 2 : null;

    public TimeSpan? Maximum => _times.Count > 0 ? _times[^1] : null;

    /// <summary>Pings once; and, where <paramref name="count"/> is more than 1 and the first was answered, so often again.</summary>
    public static async Task<PingResult> TakeAsync(CommandContext context, RemoteUri uri, int count)
    {
        var result = new PingResult(uri);
        if (await result.OnceAsync(context).ConfigureAwait(false) is not { } connect)
        {
            return result;
        }

        result.Connect = connect;
        result.IsAnswered = true;
        for (result.Sent = 0; count > 1 && result.Sent < count; result.Sent++)
        {
            if (await result.OnceAsync(context).ConfigureAwait(false) is { } time)
            {
                result._times.Add(time);
            }
        }

        result._times.Sort();
        return result;
    }

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("uri", Uri.ToString());
        writer.WriteBoolean("answers", IsAnswered);
        if (IsAnswered)
        {
            Write(writer, "milliseconds", Connect);
        }
        else
        {
            writer.WriteString("error", Failure?.Message);
        }

        if (Sent > 0)
        {
            writer.WriteNumber("pings", Sent);
            writer.WriteNumber("lost", Lost);
            Write(writer, "minimum", Minimum);
            Write(writer, "median", Median);
            Write(writer, "maximum", Maximum);
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, TimeSpan? time)
    {
        if (time is { } given)
        {
            writer.WriteNumber(name, Math.Round(given.TotalMilliseconds, 3));
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    private async Task<TimeSpan?> OnceAsync(CommandContext context)
    {
        using CancellationTokenSource limit = context.BeginTimeout();
        try
        {
            return await context.Access.PingAsync(Uri, limit.Token).ConfigureAwait(false);
        }
        catch (RpcException error)
        {
            Failure = error;
        }
        catch (OperationCanceledException) when (!context.Token.IsCancellationRequested)
        {
            Failure = context.NoAnswer();
        }

        return null;
    }
}
