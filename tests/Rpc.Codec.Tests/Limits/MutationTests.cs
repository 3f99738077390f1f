using System.Text;
using Rpc;
using Vectors;

namespace Limits;

public class MutationTests
{
    private const int PerCase = 400;
    private static readonly byte[] Json = Encoding.UTF8.GetBytes("{}[]\",:0-9.eEtrufalsn\\d8T$");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Bytes_that_were_tampered_with_decode_or_are_refused_and_nothing_else_happens(bool isJson)
    {
        var random = new Random(20261121);
        int accepted = 0;
        int refused = 0;
        foreach (Case each in Cases.All.Values)
        {
            if (isJson && each.Key.Contains("lone surrogate", StringComparison.Ordinal))
            {
                continue;
            }

            byte[] bytes = isJson ? each.EncodeJson() : each.Encode();
            for (int i = 0; i < PerCase; i++)
            {
                byte[] mutated = Mutate(random, bytes, isJson);
                long before = GC.GetAllocatedBytesForCurrentThread();
                try
                {
                    each.Try(mutated, isJson);
                    accepted++;
                }
                catch (RpcException refusal)
                {
                    Assert.NotEqual(RpcErrorReason.None, refusal.Reason);
                    refused++;
                }
                catch (Exception other)
                {
                    Assert.Fail($"{each.Key} {Convert.ToHexStringLower(mutated)} {(isJson ? Encoding.UTF8.GetString(mutated) : "")}: {other}");
                }

                Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
            }
        }

        Assert.True(accepted > 1000 && refused > 10_000, $"{accepted} accepted, {refused} refused");
    }

    private static byte[] Mutate(Random random, byte[] bytes, bool isJson)
    {
        var mutated = new List<byte>(bytes);
        for (int edits = random.Next(1, 4); edits > 0; edits--)
        {
            byte value = isJson ? Json[random.Next(Json.Length)] : random.Next(3) switch { 0 => (byte)0xFF, 1 => (byte)random.Next(4), _ => (byte)random.Next(256) };
            int at = random.Next(mutated.Count + 1);
            switch (random.Next(3))
            {
                case 0 when at < mutated.Count:
                    mutated[at] = value;
                    break;
                case 1 when at < mutated.Count:
                    mutated.RemoveAt(at);
                    break;
                default:
                    mutated.Insert(at, value);
                    break;
            }
        }

        return [.. mutated];
    }
}
