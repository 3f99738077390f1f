namespace Rpc.Runtime.Tests;

public record Parcel(string Name, double Weight, List<int> Sizes, Dictionary<string, string> Labels);
