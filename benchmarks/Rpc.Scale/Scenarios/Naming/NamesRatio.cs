namespace Rpc.Scale.Scenarios.Naming;

/// <summary>How many times as much one name server does as another.</summary>
/// <param name="Of">Key and workload that are divided.</param>
/// <param name="By">Workload by which they are divided; of two the faster one.</param>
/// <param name="Goal">Null where there is none.</param>
internal sealed record NamesRatio((INameSystem System, NamesWorkload Workload) Of, (INameSystem System, NamesWorkload[] Workloads) By, Goal? Goal = null)
{
    public string Key => $"{Of.System.Key} {Of.Workload.Key} / {By.System.Key}";

    public string Title => $"{Of.Workload.Title}, {Of.System.Title} / {By.System.Title}{(By.Workloads.Length > 1 ? " at its best" : "")}";
}
