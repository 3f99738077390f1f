using System.Buffers.Binary;
using System.Net.Sockets;

namespace Rpc.Scale.Servers;

/// <summary>The floor of large bodies: a blocking thread reads a length and as many bytes, and answers with one byte.</summary>
internal static class BulkServer
{
    public static string Start()
    {
        Sockets.AcceptAll(
            Sockets.Listen(out string endpoint),
            connection => new Thread(() => Serve(connection)) { IsBackground = true }.Start());
        return endpoint;
    }

    private static void Serve(Socket connection)
    {
        using Socket _ = connection;
        byte[] buffer = new byte[256 * 1024];
        while (TryReceive(connection, buffer.AsSpan(0, 4)))
        {
            int left = BinaryPrimitives.ReadInt32LittleEndian(buffer);
            while (left > 0)
            {
                int count = Math.Min(left, buffer.Length);
                if (!TryReceive(connection, buffer.AsSpan(0, count)))
                {
                    return;
                }

                left -= count;
            }

            connection.Send(buffer.AsSpan(0, 1));
        }
    }

    private static bool TryReceive(Socket connection, Span<byte> target)
    {
        while (target.Length > 0)
        {
            int count = connection.Receive(target);
            if (count == 0)
            {
                return false;
            }

            target = target[count..];
        }

        return true;
    }
}
