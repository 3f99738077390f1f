namespace Rpc.Stress.Tests;

/// <summary>Calls that carry their number.</summary>
[Remote]
public interface ISteps
{
    /// <summary>Enters and stays on its thread for so long.</summary>
    int Step(int caller, int number, int milliseconds);

    ValueTask<int> StepAsync(int caller, int number);

    /// <summary>Enters, stays on its thread for so long, and goes on after an await.</summary>
    Task<int> StepLaterAsync(int caller, int number, int milliseconds);

    [OneWay]
    void Tell(int caller, int number);

    [OneWay]
    ValueTask TellAsync(int caller, int number, byte[] body);
}
