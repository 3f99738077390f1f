using Rpc.Benchmarks.Running;

namespace Rpc.Benchmarks.Suites;

/// <summary>A suite, whatever its value is.</summary>
public interface ICodecSuite
{
    /// <summary>Values in one call of a method of the suite.</summary>
    int Operations { get; }

    /// <summary>Checks that both sides do the same, once, before measuring.</summary>
    void Check();

    /// <summary>Measures hand-written code and codec in turn.</summary>
    Alternation Alternate();
}
