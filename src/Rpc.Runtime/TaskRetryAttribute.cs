namespace Rpc;

/// <summary>How often, and when, a task that calls the method is tried again after an exception, where its enqueuer says nothing. Direct calls are not concerned.</summary>
/// <param name="retries">Further attempts: 0 to 1,000.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TaskRetryAttribute(int retries) : Attribute
{
    /// <summary>Further attempts.</summary>
    public int Retries { get; } = retries;

    /// <summary>The longest wait before the first of them, in seconds. Default 1.</summary>
    public double FirstDelaySeconds { get; set; } = 1;

    /// <summary>What the longest wait is multiplied with after each attempt: 1 or more. Default 2.</summary>
    public double Factor { get; set; } = 2;

    /// <summary>What the longest wait never exceeds, in seconds. Default 3,600.</summary>
    public double MaxDelaySeconds { get; set; } = 3600;

    /// <summary>Exceptions after which it is not tried again, with those derived from them.</summary>
    public Type[] NotAfter { get; set; } = [];
}
