namespace Rpc.NameServer.Tests.HighAvailability;

/// <summary>Holds observations against what a directory promises. Each name has one writer, whose puts come one after another and are repeated until they are acknowledged.</summary>
/// <param name="staleness">For how long a name server may show what was before an acknowledged change, in milliseconds.</param>
internal sealed class HistoryOfNamesChecker(long staleness)
{
    /// <summary>A sentence for each broken promise.</summary>
    /// <param name="history">What was observed.</param>
    /// <param name="listed">What every name server lists in the end, by its name: versions by name.</param>
    public IReadOnlyList<string> Check(IReadOnlyList<Observation> history, IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> listed)
    {
        var problems = new List<string>();
        Dictionary<string, Observation[]> puts = history.Where(static one => one.Kind == ObservationKind.Put)
            .GroupBy(static one => one.Name).ToDictionary(static name => name.Key, static name => name.OrderBy(static one => one.Begin).ToArray());
        foreach (Observation lookup in history.Where(static one => one.Kind == ObservationKind.Lookup))
        {
            CheckLookup(lookup, puts.GetValueOrDefault(lookup.Name) ?? [], problems);
        }

        Dictionary<string, long> truth = puts.Select(static name => (name.Key, name.Value[^1].Version)).Where(static name => name.Version != 0).ToDictionary(static name => name.Key, static name => name.Version);
        foreach ((string server, IReadOnlyDictionary<string, long> names) in listed)
        {
            Compare($"{server} lists in the end", names, truth, problems);
        }

        foreach (IGrouping<string, Observation> watcher in history.Where(static one => one.Kind is ObservationKind.Told or ObservationKind.Reset).GroupBy(static one => one.Who))
        {
            CheckWatcher(watcher.Key, [.. watcher], truth, problems);
        }

        return problems;
    }

    private void CheckLookup(Observation lookup, Observation[] puts, List<string> problems)
    {
        if (lookup.Error is not null)
        {
            problems.Add($"{lookup.Who} could not look up {lookup.Name} at {lookup.Begin}: {lookup.Error}");
            return;
        }

        // What was last acknowledged long enough before may be seen, and everything that was begun since.
        int certain = Array.FindLastIndex(puts, put => put.End + staleness < lookup.Begin);
        bool allowed = (certain < 0 && lookup.Version == 0)
            || puts.Skip(Math.Max(certain, 0)).Any(put => put.Begin <= lookup.End && put.Version == lookup.Version);
        if (!allowed)
        {
            problems.Add($"{lookup.Who} saw {lookup.Name} as version {lookup.Version} at {lookup.Begin}..{lookup.End}; puts: {string.Join(", ", puts.Select(static put => $"{put.Version}@{put.Begin}..{put.End}"))}");
        }
    }

    private static void CheckWatcher(string who, Observation[] told, Dictionary<string, long> truth, List<string> problems)
    {
        var known = new Dictionary<string, long>();
        var last = new Dictionary<string, long>();
        foreach (Observation one in told)
        {
            if (one.Kind == ObservationKind.Reset)
            {
                known.Clear();
            }
            else if (one.Version == 0)
            {
                if (!known.Remove(one.Name))
                {
                    problems.Add($"{who} was told at {one.End} that {one.Name} has gone, which was not there for it");
                }
            }
            else
            {
                if (known.GetValueOrDefault(one.Name) == one.Version || last.GetValueOrDefault(one.Name) > one.Version)
                {
                    problems.Add($"{who} was told of version {one.Version} of {one.Name} at {one.End} after version {last.GetValueOrDefault(one.Name)}");
                }

                known[one.Name] = one.Version;
                last[one.Name] = one.Version;
            }
        }

        Compare($"{who} knows in the end", known, truth, problems);
    }

    private static void Compare(string who, IReadOnlyDictionary<string, long> names, Dictionary<string, long> truth, List<string> problems)
    {
        problems.AddRange(truth.Where(name => !names.ContainsKey(name.Key)).Select(name => $"Lost: {who} no {name.Key} (version {name.Value})"));
        problems.AddRange(names.Where(name => !truth.ContainsKey(name.Key)).Select(name => $"Ghost: {who} {name.Key} (version {name.Value})"));
        problems.AddRange(names.Where(name => truth.TryGetValue(name.Key, out long version) && version != name.Value).Select(name => $"Stale: {who} version {name.Value} of {name.Key}, which has version {truth[name.Key]}"));
    }
}
