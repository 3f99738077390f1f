using Rpc.Scale.Running;

namespace Rpc.Scale.Scenarios.Naming;

/// <summary>A name server with few names beside others, and with many names, watchers and a restart by itself.</summary>
internal sealed class NamingScenario : IScenario
{
    // Made when they are wanted: they look for other name servers, and say which are not there.
    private readonly Lazy<INamingPart[]> _parts = new(() => [new SideBySidePart(), new ManyNamesPart(), new RestartPart(), new WatchPart()]);

    public string Name => "naming";

    public IReadOnlyList<Measure> Measures => [.. _parts.Value.SelectMany(part => part.Measures)];

    public async Task<Readings> RunRoundAsync(ScaleOptions options, CancellationToken cancellationToken)
    {
        Readings readings = [];
        foreach (INamingPart part in _parts.Value)
        {
            readings.AddAll("", await part.RunAsync(options, cancellationToken));
        }

        return readings;
    }
}
