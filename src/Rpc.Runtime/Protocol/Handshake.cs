using Rpc.Buffers;

namespace Rpc.Protocol;

/// <summary>Puts a preface before a handshake body.</summary>
internal static class Handshake
{
    public static PooledBuffer Hello(HelloPayload hello)
    {
        PooledBuffer output = PooledBuffer.Rent();
        output.Take(Preface.Size);
        hello.Write(output);
        return Finish(output);
    }

    public static PooledBuffer Welcome(WelcomePayload welcome)
    {
        PooledBuffer output = PooledBuffer.Rent();
        output.Take(Preface.Size);
        welcome.Write(output);
        return Finish(output);
    }

    private static PooledBuffer Finish(PooledBuffer output)
    {
        int body = output.Length - Preface.Size;
        if (body > Preface.MaxBody)
        {
            output.Dispose();
            throw new RpcException(RpcStatus.InvalidArgument, $"The handshake has {body} bytes where {Preface.MaxBody} is the most: its credentials or data are too long.");
        }

        Preface.Write(output.Written, body);
        return output;
    }
}
