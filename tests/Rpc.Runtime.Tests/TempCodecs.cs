using System.Runtime.CompilerServices;
using System.Text;
using Rpc.Codec;

namespace Rpc.Runtime.Tests;

internal static class TempCodecs
{
    [ModuleInitializer]
    internal static void Init()
    {
        CodecRegistry.Register(static () => new ValueCodec<int>(static (ref RpcWriter w, int v) => Unsafe.WriteUnaligned(ref w.Reserve(4), v), static (ref RpcReader r) => Unsafe.ReadUnaligned<int>(in r.Take(4)), null!, null!));
        CodecRegistry.Register(static () => new ValueCodec<string>(static (ref RpcWriter w, string v) => { byte[] b = Encoding.UTF8.GetBytes(v); Unsafe.WriteUnaligned(ref w.Reserve(4), b.Length); if (b.Length > 0) { ref byte t = ref w.Reserve(b.Length); for (int i = 0; i < b.Length; i++) { Unsafe.Add(ref t, i) = b[i]; } } }, static (ref RpcReader r) => { int n = Unsafe.ReadUnaligned<int>(in r.Take(4)); byte[] b = new byte[n]; for (int i = 0; i < n; i++) { b[i] = r.Take(1); } return Encoding.UTF8.GetString(b); }, null!, null!));
    }
}
