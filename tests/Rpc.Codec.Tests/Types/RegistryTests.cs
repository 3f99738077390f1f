using Rpc.Codec;
using Xunit;

namespace Types;

/// <summary>Codecs are registered when one is first looked for.</summary>
public sealed class RegistryTests
{
    [Fact]
    public async Task Everybody_who_looks_while_codecs_are_registered_finds_them()
    {
        using var begun = new ManualResetEventSlim();
        CodecRegistry.Defer(() =>
        {
            begun.Set();
            Thread.Sleep(100);
            CodecRegistry.Register(static () => CodecOf<Late, LateCodec>.Value);
        });
        Task<ValueCodec<Late>?> first = Task.Run(CodecRegistry.Find<Late>);
        Assert.True(begun.Wait(TimeSpan.FromSeconds(30)));
        Assert.NotNull(CodecRegistry.Find<Late>());
        Assert.NotNull(await first.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void What_registers_may_bring_more_to_register()
    {
        CodecRegistry.Defer(static () => CodecRegistry.Defer(static () => CodecRegistry.Register(static () => CodecOf<Later, LateCodec>.Value)));
        Assert.NotNull(CodecRegistry.Find<Later>());
    }

    private readonly record struct Late;

    private readonly record struct Later;

    private readonly struct LateCodec : ICodec<Late>, ICodec<Later>
    {
        static int ICodec<Late>.MinimumSize => 1;

        static int ICodec<Later>.MinimumSize => 1;

        public static void Write(ref RpcWriter writer, Late value) => throw new NotSupportedException();

        public static void Write(ref RpcWriter writer, Later value) => throw new NotSupportedException();

        public static void WriteJson(ref RpcJsonWriter writer, Late value) => throw new NotSupportedException();

        public static void WriteJson(ref RpcJsonWriter writer, Later value) => throw new NotSupportedException();

        static Late ICodec<Late>.Read(ref RpcReader reader) => throw new NotSupportedException();

        static Later ICodec<Later>.Read(ref RpcReader reader) => throw new NotSupportedException();

        static Late ICodec<Late>.ReadJson(ref RpcJsonReader reader) => throw new NotSupportedException();

        static Later ICodec<Later>.ReadJson(ref RpcJsonReader reader) => throw new NotSupportedException();
    }
}
