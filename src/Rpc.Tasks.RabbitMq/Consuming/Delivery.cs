using RabbitMQ.Client;

namespace Rpc.Tasks.RabbitMq.Consuming;

/// <summary>A message that has come and is not acknowledged. It is the broker's again when its session is over.</summary>
/// <param name="Session">What it came through.</param>
/// <param name="Tag">Its number there.</param>
/// <param name="Properties">Its properties.</param>
/// <param name="Body">Its body, copied.</param>
internal sealed record Delivery(LaneSession Session, ulong Tag, IReadOnlyBasicProperties Properties, byte[] Body)
{
    /// <summary>The task that it is about; null where it is about none.</summary>
    public Guid? Id { get; } = Guid.TryParseExact(Properties.MessageId, "N", out Guid id) ? id : null;

    /// <summary>The task's kind; empty where it says none.</summary>
    public string Kind => Properties.Type ?? string.Empty;

    /// <summary>The broker's queue that it came from.</summary>
    public string Queue => Session.Queue;

    /// <summary>Whether the broker has it back, so that acknowledging it is of no use.</summary>
    public bool IsVoid => Session.IsOver;

    /// <summary>How often it was given back or lost with its worker before.</summary>
    public int Redeliveries => Properties.Headers?.TryGetValue("x-delivery-count", out object? count) == true ? Convert.ToInt32(count, System.Globalization.CultureInfo.InvariantCulture) : 0;

    /// <summary>It is dealt with. False where the broker has it back.</summary>
    public ValueTask<bool> AckAsync() => Session.AnswerAsync(channel => channel.BasicAckAsync(Tag, multiple: false));

    /// <summary>Others may have it.</summary>
    public ValueTask<bool> ReturnAsync() => Session.AnswerAsync(channel => channel.BasicNackAsync(Tag, multiple: false, requeue: true));

    /// <summary>Nobody can do anything with it: it goes to the dead letters.</summary>
    public ValueTask<bool> RejectAsync() => Session.AnswerAsync(channel => channel.BasicNackAsync(Tag, multiple: false, requeue: false));
}
