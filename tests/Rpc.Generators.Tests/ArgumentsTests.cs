using System.Buffers;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Rpc.Calls;
using Rpc.Codec;
using Rpc.Generators.Tests.Harness;

namespace Rpc.Generators.Tests;

public sealed class ArgumentsTests
{
    private const string Source = """
        namespace App;

        public record Quote(string Pair, double Rate);

        [Rpc.Remote]
        public interface ICalculator
        {
            int Add(int x, string @class, Quote? quote = null, decimal price = 1.5m, DayOfWeek day = DayOfWeek.Friday, Guid id = default, params int[] more);
        }
        """;

    private static readonly Type Arguments = Loaded.From(Source).GetTypes().Single(type => type.DeclaringType?.Name == "App_CalculatorArguments");

    [Fact]
    public void What_is_written_is_read_in_both_content_types()
    {
        object quote = Activator.CreateInstance(Arguments.Assembly.GetType("App.Quote", throwOnError: true)!, "EURUSD", 1.1)!;
        object[] values = [7, "text", quote, 2.5m, DayOfWeek.Monday, Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"), new[] { 1, 2 }];
        object arguments = Activator.CreateInstance(Arguments, values)!;
        Assert.Equal(values, Fields(Invoke(nameof(ThroughBytes), arguments)));
        Assert.Equal(values, Fields(Invoke(nameof(ThroughJson), arguments)));
    }

    [Theory]
    [InlineData("""[7,"text"]""")]
    [InlineData("""{"class":"text","x":7}""")]
    public void Absent_arguments_take_their_defaults(string json) =>
        Assert.Equal([7, "text", null, 1.5m, DayOfWeek.Friday, Guid.Empty, Array.Empty<int>()], Fields(Invoke(nameof(FromJson), json)));

    [Theory]
    [InlineData("[7]", "The argument 'class' is missing.")]
    [InlineData("""{"class":"text"}""", "The argument 'x' is missing.")]
    public void Required_arguments_must_be_there(string json, string expected) => Assert.Equal(expected, Refused(json).Message);

    [Fact]
    public void A_null_where_none_may_be_is_refused_by_name() => Assert.Contains("class", Refused("[7,null]").Message, StringComparison.Ordinal);

    private static RpcException Refused(string json) =>
        Assert.IsType<RpcException>(Assert.Throws<TargetInvocationException>(() => Invoke(nameof(FromJson), json)).InnerException);

    private static object?[] Fields(object arguments) => [.. Arguments.GetFields().Select(field => field.GetValue(arguments))];

    private static object Invoke(string method, object argument) =>
        typeof(ArgumentsTests).GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(Arguments).Invoke(null, [argument])!;

    private static T ThroughBytes<T>(T arguments)
        where T : struct, ICallArguments
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new RpcWriter(output);
        arguments.Write(ref writer);
        writer.Flush();
        var reader = new RpcReader(output.WrittenSpan);
        T read = default;
        read.Read(ref reader);
        reader.End();
        return read;
    }

    private static T ThroughJson<T>(T arguments)
        where T : struct, ICallArguments
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output))
        {
            var writer = new RpcJsonWriter(json);
            arguments.WriteJson(ref writer);
        }

        return FromJson<T>(Encoding.UTF8.GetString(output.WrittenSpan));
    }

    private static T FromJson<T>(string json)
        where T : struct, ICallArguments
    {
        var reader = new RpcJsonReader(Encoding.UTF8.GetBytes(json));
        T read = default;
        read.ReadJson(ref reader);
        return read;
    }
}
