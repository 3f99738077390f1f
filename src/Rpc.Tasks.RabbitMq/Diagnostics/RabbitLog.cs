using Microsoft.Extensions.Logging;

namespace Rpc.Tasks.RabbitMq.Diagnostics;

/// <summary>What the delivery of tasks logs (docs/errors.md, Events).</summary>
internal static partial class RabbitLog
{
    [LoggerMessage(1220, LogLevel.Warning, "{Broker} cannot be reached for {Role}; it is tried again.", EventName = "RabbitConnectFailed")]
    public static partial void ConnectFailed(ILogger log, Exception exception, string broker, string role);

    [LoggerMessage(1221, LogLevel.Warning, "The connection to {Broker} for {Role} was lost: {Reason} It is made again.", EventName = "RabbitConnectionLost")]
    public static partial void Lost(ILogger log, string broker, string role, string reason);

    [LoggerMessage(1222, LogLevel.Warning, "{Broker} takes no messages: {Reason}. Enqueues wait, and are refused when their time is over.", EventName = "RabbitBlocked")]
    public static partial void Blocked(ILogger log, string broker, string reason);

    [LoggerMessage(1223, LogLevel.Debug, "Messages could not be published to {Broker}; those that somebody waits for are published again.", EventName = "RabbitPublishFailed")]
    public static partial void PublishFailed(ILogger log, Exception exception, string broker);

    [LoggerMessage(1224, LogLevel.Warning, "Nothing is delivered from {Queue}: {Reason} It is consumed again.", EventName = "RabbitConsumerEnded")]
    public static partial void ConsumerEnded(ILogger log, string queue, string reason);

    [LoggerMessage(1225, LogLevel.Warning, "Tasks were ready in the store and not delivered by {Broker}: {Count} were taken from the store, and the consumers are made anew.", EventName = "RabbitDeliveryMissing")]
    public static partial void DeliveryMissing(ILogger log, string broker, int count);

    [LoggerMessage(1226, LogLevel.Error, "A message in {Queue} went to the dead letters: {Reason}", EventName = "RabbitDeadLetter")]
    public static partial void DeadLetter(ILogger log, string queue, string reason);

    [LoggerMessage(1227, LogLevel.Information, "{Count} ready tasks without word at {Broker} are published again.", EventName = "RabbitRepublished")]
    public static partial void Republished(ILogger log, string broker, int count);

    [LoggerMessage(1228, LogLevel.Warning, "Word of published tasks could not be kept in {Store}; it is tried again.", EventName = "RabbitMarkFailed")]
    public static partial void MarkFailed(ILogger log, Exception exception, string store);

    [LoggerMessage(1229, LogLevel.Information, "{Count} deliveries were of kinds that worker {Worker} does not know; they are published again for others. Give workers that know different kinds queues of their own.", EventName = "RabbitKindsUnknown")]
    public static partial void Strangers(ILogger log, int count, string worker);
}
