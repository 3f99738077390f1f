using System.Globalization;

namespace Rpc.Fuzz.Engine;

/// <summary>What one run does.</summary>
internal sealed record FuzzOptions
{
    /// <summary>Inputs to try, those of the corpus included.</summary>
    public long Inputs { get; private init; } = 10_000;

    /// <summary>Where the choices come from: the same seed, corpus and build make the same choices.</summary>
    public int Seed { get; private init; } = 1;

    /// <summary>Where results go.</summary>
    public string Output { get; private init; } = ".";

    /// <summary>A folder of inputs to begin with; empty for none.</summary>
    public string Corpus { get; private init; } = "";

    /// <summary>A folder of inputs that were findings once; empty for none.</summary>
    public string Regressions { get; private init; } = "";

    /// <summary>Ends at the first finding.</summary>
    public bool StopAtFirst { get; private init; }

    /// <summary>Writes the smallest corpus that reaches the same edges into this folder; empty for no.</summary>
    public string Minimised { get; private init; } = "";

    /// <summary>Part of the names of the targets that are tried; empty for all.</summary>
    public string Only { get; private init; } = "";

    public static FuzzOptions Parse(string[] arguments)
    {
        var options = new FuzzOptions();
        foreach (string argument in arguments)
        {
            string value = argument[(argument.IndexOf('=', StringComparison.Ordinal) + 1)..];
            options = argument.Split('=')[0] switch
            {
                "--inputs" => options with { Inputs = long.Parse(value, CultureInfo.InvariantCulture) },
                "--seed" => options with { Seed = int.Parse(value, CultureInfo.InvariantCulture) },
                "--output" => options with { Output = value },
                "--corpus" => options with { Corpus = value },
                "--regressions" => options with { Regressions = value },
                "--minimised" => options with { Minimised = value },
                "--only" => options with { Only = value },
                "--stop-at-first" => options with { StopAtFirst = true },
                _ => throw new ArgumentException($"{argument} is no option."),
            };
        }

        return options;
    }
}
