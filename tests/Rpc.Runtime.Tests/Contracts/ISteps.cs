namespace Rpc.Runtime.Tests;

/// <summary>Small calls, for batches.</summary>
[Remote]
public interface ISteps
{
    int Divide(int x, int y);

    Task<int> DivideLaterAsync(int x, int y);

    string? Text(string? text);

    string Need(string text);

    [OneWay]
    void Note(int number);

    Task StayAsync(CancellationToken cancellationToken = default);

    /// <summary>Asks its caller, blocking.</summary>
    int ThroughCaller(ISteps caller, int x);

    int Same(int x);
}
