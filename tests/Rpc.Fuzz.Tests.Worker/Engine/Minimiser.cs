namespace Rpc.Fuzz.Engine;

/// <summary>Keeps of all inputs a small set that goes over the same edges: the shortest ones first, each only for an edge that none before it had.</summary>
internal static class Minimiser
{
    // Longer ones are seeds, which every run has, or say the same as shorter ones.
    private const int Longest = 2048;

    public static void Write(string folder, TargetState[] targets, int edges)
    {
        byte[] covered = new byte[edges];
        var kept = targets.ToDictionary(target => target, _ => new List<byte[]>());
        foreach ((TargetState target, Entry entry) in targets.SelectMany(target => target.Entries.Where(entry => entry.Input.Length <= Longest).Select(entry => (target, entry))).OrderBy(each => each.entry.Input.Length))
        {
            bool isNew = false;
            for (int i = 0; i < edges; i++)
            {
                isNew |= entry.Edges[i] > covered[i];
                covered[i] |= entry.Edges[i];
            }

            if (isNew)
            {
                kept[target].Add(entry.Input);
            }
        }

        foreach ((TargetState target, List<byte[]> inputs) in kept.Where(each => each.Value.Count > 0))
        {
            InputFiles.Write(folder, target.Target.Name, inputs);
        }
    }
}
