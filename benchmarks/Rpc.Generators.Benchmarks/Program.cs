using Rpc.Comparison.Reporting;
using Rpc.Generators.Benchmarks.Measuring;
using Rpc.Generators.Benchmarks.Reporting;

if (args is not ([] or ["--quick"] or ["--cold"] or ["--keys"]))
{
    await Console.Error.WriteLineAsync("usage: Rpc.Generators.Benchmarks [--quick | --cold | --keys]");
    return 2;
}

bool isQuick = args is ["--quick"];
int[] amounts = isQuick ? [10, 100] : [100, 1_000];
int rounds = isQuick ? 3 : 11;

Console.WriteLine(Machine.Describe());
Console.WriteLine($"Medians of {rounds} keys of each kind and {(isQuick ? 1 : 3)} builds from nothing, in milliseconds unless it says otherwise; quartiles in brackets.");
Console.WriteLine();
Console.WriteLine("| | contracts | only finding | ours | ours, bound before | measured | goal | files written | |");
Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|---|");
foreach (int contracts in amounts)
{
    foreach (Row row in args is ["--cold"] ? [] : Keystrokes.Measure(contracts, rounds))
    {
        Console.WriteLine(row);
    }

    if (args is ["--keys"])
    {
        continue;
    }

    Console.WriteLine(Row.Cold(contracts, [.. Enumerable.Range(0, isQuick ? 1 : 3).Select(_ => ColdRun.Measure(contracts))]));
}

return 0;
