using BenchmarkDotNet.Running;
using Rpc.Benchmarks.Running;

if (args.Contains("--alternate"))
{
    AlternationTable.Print([.. args.Where(arg => arg != "--alternate")]);
    return;
}

bool isQuick = args.Contains("--quick");
string[] rest = [.. args.Where(arg => arg != "--quick")];
if (rest.Length == 0)
{
    rest = ["--filter", "*"];
}

BenchmarkSwitcher.FromAssembly(typeof(BenchmarkSettings).Assembly).Run(rest, BenchmarkSettings.Create(isQuick));
