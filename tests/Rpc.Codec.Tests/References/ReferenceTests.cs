using System.Buffers;
using System.Text;
using System.Text.Json;
using Rpc;
using Rpc.Codec;

namespace References;

[Remote]
public interface IAccount
{
    int Balance();
}

[Remote]
public interface IBank
{
    Team Join(Team team);

    Portfolio Open(IAccount? account, List<IAccount> accounts);
}

public record Team(List<IAccount> Accounts, Dictionary<string, IAccount> ByName);

public record Portfolio(string Owner, IAccount Main, IAccount? Spare);

public class ReferenceTests
{
    private readonly Portfolio _portfolio = new("Ali", new Account(), null);

    [Fact]
    public void A_live_object_travels_as_its_uri_and_id()
    {
        var table = new Table();
        byte[] bytes = Write(_portfolio, table);
        Assert.Equal("03fcffffff03000000416c6902fcffffff03000000782f310700000000000000ff", Convert.ToHexStringLower(bytes));
        var reader = new RpcReader(bytes, table);
        Portfolio back = CodecRegistry.Find<Portfolio>()!.Read(ref reader);
        Assert.Same(_portfolio.Main, back.Main);
        Assert.Null(back.Spare);
    }

    [Fact]
    public void In_json_it_is_its_uri()
    {
        var table = new Table();
        var output = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(output);
        var writer = new RpcJsonWriter(json, table);
        CodecRegistry.Find<Portfolio>()!.WriteJson(ref writer, _portfolio);
        json.Flush();
        Assert.Equal("{\"owner\":\"Ali\",\"main\":\"x/1\",\"spare\":null}", Encoding.UTF8.GetString(output.WrittenSpan));
        var reader = new RpcJsonReader(output.WrittenSpan, table);
        Assert.Same(_portfolio.Main, CodecRegistry.Find<Portfolio>()!.ReadJson(ref reader).Main);
    }

    [Fact]
    public void Where_there_are_no_calls_it_cannot_travel_and_the_member_is_named()
    {
        foreach (Action action in new Action[] { () => RpcCodec.Encode(_portfolio), () => RpcCodec.EncodeJson(_portfolio), () => RpcCodec.Decode<Portfolio>(Write(_portfolio, new Table())) })
        {
            RpcException refusal = Assert.Throws<RpcException>(action);
            Assert.Equal(RpcStatus.FailedPrecondition, refusal.Status);
            Assert.Contains("References.Portfolio.Main", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Of_a_collection_of_them_the_member_is_named_too_and_an_empty_one_travels()
    {
        var team = new Team([], new Dictionary<string, IAccount> { ["a"] = new Account() });
        foreach (Action action in new Action[] { () => RpcCodec.Encode(team), () => RpcCodec.EncodeJson(team) })
        {
            RpcException refusal = Assert.Throws<RpcException>(action);
            Assert.Equal(RpcStatus.FailedPrecondition, refusal.Status);
            Assert.Contains("References.Team.ByName", refusal.Message, StringComparison.Ordinal);
        }

        Assert.Empty(RpcCodec.Decode<Team>(RpcCodec.Encode(team with { ByName = [] })).Accounts);
    }

    private static byte[] Write(Portfolio portfolio, Table table)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new RpcWriter(output, table);
        CodecRegistry.Find<Portfolio>()!.Write(ref writer, portfolio);
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    private sealed class Account : IAccount
    {
        public int Balance() => 1;
    }

    private sealed class Table : IReferenceTable
    {
        private object? _target;

        public (string Uri, ulong Id) Export<T>(T target)
            where T : class
        {
            _target = target;
            return ("x/1", 7);
        }

        public T Import<T>(string uri, ulong id)
            where T : class => uri == "x/1" ? (T)_target! : throw new InvalidOperationException(uri);
    }
}
