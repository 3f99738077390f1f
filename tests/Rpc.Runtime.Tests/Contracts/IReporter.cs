namespace Rpc.Runtime.Tests;

/// <summary>Calls back while it is called.</summary>
[Remote]
public interface IReporter
{
    /// <summary>Sends so many one-way notes, then asks for them.</summary>
    List<int> Report(IShapes sink, int count);

    Task<List<int>> ReportAsync(IShapes sink, int count);

    /// <summary>Echoes bodies off the other one, many at a time.</summary>
    Task<int> EchoAsync(IValues other, int size, int times);
}
