namespace Rpc.Benchmarks.Payloads;

/// <summary>Carries everything that the suites write and read, so that each type has its codec.</summary>
[Remote]
public interface IPayloads
{
    Quote Quote(Quote value);

    QuoteList QuoteList(QuoteList value);

    Portfolio Portfolio(Portfolio value);

    int Number(int value);

    int[] Integers(int[] value);

    double[] Doubles(double[] value);

    byte[] Bytes(byte[] value);

    string Text(string value);

    Dictionary<string, int> Names(Dictionary<string, int> value);

    Dictionary<int, long> Numbers(Dictionary<int, long> value);
}
