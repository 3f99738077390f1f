using System.Text;
using Rpc.Protocol;

namespace Rpc.Hostile.Tests;

/// <summary>What peers say instead of a hello.</summary>
internal static class HandshakeMutations
{
    private static readonly byte[] s_tls = [0x16, 3, 1, 0, 200, 1, 0, 0, 196, 3, 3, .. new byte[193]];

    public static byte[] Next(Random random)
    {
        byte[] hello = RawConnection.Hello();
        switch (random.Next(8))
        {
            case 0:
                hello[random.Next(hello.Length)] ^= (byte)(1 << random.Next(8));
                return hello;
            case 1:
                return hello[..random.Next(hello.Length)];
            case 2:
                return Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
            case 3:
                return s_tls;
            case 4:
                hello[4] = (byte)random.Next(256);
                return hello;
            case 5:
                BitConverter.TryWriteBytes(hello.AsSpan(6), (ushort)random.Next(Preface.MaxBody - 10, ushort.MaxValue));
                return hello;
            case 6:
                BitConverter.TryWriteBytes(hello.AsSpan(Preface.Size + 12), random.Next(int.MinValue, int.MaxValue));
                return hello;
            default:
                byte[] noise = new byte[random.Next(0, 600)];
                random.NextBytes(noise);
                return noise;
        }
    }
}
