using System.Text.RegularExpressions;
using Rpc.Generators.Locking;
using Rpc.Generators.Model;
using Rpc.Generators.Tests.Harness;

namespace Rpc.Generators.Tests.Locking;

public sealed class LockTextTests
{
    private const string Everything = """
        namespace App;

        public enum Color : sbyte { Red = 3, Green = -1, Blue = 3 }
        public struct Point { public int X; public int Y; public (byte A, int B) Corner; }
        public record Quote(string Pair, double Rate, string? Note, Quote? Before, List<string?> Tags, int Count = 5, string Source = "none");
        public class Holder { public required string Name { get; set; } public string Other { get; set; } = ""; public int? Maybe { get; set; } public System.Uri? Place { get; init; } }
        public record Page<T>(T[] Items);
        [Rpc.Union(5, typeof(Circle))] [Rpc.Union(0, typeof(Square))] public interface IShape;
        public sealed record Circle(Point Center, float Radius) : IShape;
        public sealed record Square(Point @event) : IShape;

        [Rpc.Remote]
        public interface IZoo
        {
            int Visits { get; set; }
            [Rpc.OneWay] void Log(string line);
            [Rpc.Idempotent] Task<Quote> GetAsync(string pair = "a -> b = c", Color color = Color.Green, System.DayOfWeek day = 0, CancellationToken cancellationToken = default);
            IAsyncEnumerable<Page<Holder>> Watch(Dictionary<int, Quote> quotes, (string Name, int Age) who, params IShape[] shapes);
            Task<Stream> SendAsync(IAsyncEnumerable<string?> lines, IProgress<Color>? progress = null);
            Task<IZoo?> OtherAsync(Point? point, int[,] grid);
        }

        [Rpc.Remote] public interface IAnt { }
        """;

    private const string Expected = """
        # What programs built with the [Remote] interfaces of this project rely on. Checked in, and not edited:
        # dotnet build -p:RpcUpdateContractLock=true writes it.
        version 1

        interface App.IAnt

        interface App.IZoo
          method GetAsync(string,App.Color,System.DayOfWeek) Idempotent
            pair: string = "a -> b = c"
            color: App.Color = "Green"
            day: System.DayOfWeek = "Sunday"
            returns App.Quote
          method Log(string) OneWay
            line: string
          method OtherAsync(System.Nullable<App.Point>,int[,])
            point: App.Point? -> f24'System.Nullable<App.Point>'
            grid: int[,] -> {Length0:f4,Length1:f4,Items:[f4'int']}
            returns App.IZoo? -> r
          method SendAsync(System.Collections.Generic.IAsyncEnumerable<string>,System.IProgress<App.Color>) ServerStream ClientStream Progress
            lines: System.Collections.Generic.IAsyncEnumerable<string?> -> f1
            progress: System.IProgress<App.Color>? -> f1 = null
            returns System.IO.Stream -> f1
          method Watch(System.Collections.Generic.Dictionary<int, App.Quote>,System.ValueTuple<string, int>,App.IShape[]) ServerStream
            quotes: System.Collections.Generic.Dictionary<int, App.Quote> -> [(f4'int',@App.Quote;)]
            who: (string, int) -> (s,f4'int')
            shapes: App.IShape[] -> [@App.IShape;]
            returns App.Page<App.Holder>
          method get_Visits() Property
            returns int
          method set_Visits(int) Property
            value: int

        object App.Circle
          Center: App.Point
          Radius: float

        enum App.Color : sbyte
          Green = -1
          Blue = 3
          Red = 3

        object App.Holder
          Name: string required
          Other: string
          Maybe: int? -> f8'System.Nullable<int>'
          Place: System.Uri? -> s

        union App.IShape
          0: App.Square
          5: App.Circle

        object App.Page<App.Holder>
          Items: App.Holder[] -> [@App.Holder;] required

        struct App.Point 16
          X: int
          Y: int
          Corner: (byte, int) -> f8'System.ValueTuple<byte, int>'

        object App.Quote
          Pair: string required
          Rate: double
          Note: string? -> s
          Before: App.Quote? -> @App.Quote;
          Tags: System.Collections.Generic.List<string?> -> [s] required
          Count: int
          Source: string

        object App.Square
          event: App.Point

        """;

    [Fact]
    public void A_lock_has_a_line_for_whatever_can_change_by_itself() => Assert.Equal(Expected, Locked.Text(Everything));

    [Fact]
    public void What_is_written_is_read_back()
    {
        LockReading reading = Read(Expected);

        Assert.Null(reading.Wrong);
        Assert.Equal(Expected, LockText.Of(reading.Document!, LockFile.Contracts));
        Assert.Equal(ContractLock.Of(new Build().Compile(Everything), TestContext.Current.CancellationToken), reading.Document);
    }

    [Fact]
    public void Required_is_what_the_codec_refuses_to_do_without()
    {
        string[] refused = [.. GeneratedCode.Clean(Everything).Files.Values
            .SelectMany(file => Regex.Matches(file, "MissingMember\\(\"App\\.([^\"]*)\"\\)").Select(match => match.Groups[1].Value)).Distinct().Order(StringComparer.Ordinal)];

        string[] required = [.. Read(Expected).Document!.Types
            .SelectMany(type => type.Members.Where(member => member.IsRequired).Select(member => $"{type.Name[4..]}.{member.Name}")).Order(StringComparer.Ordinal)];

        Assert.Equal(required, refused);
    }

    [Fact]
    public void Windows_line_ends_are_read_alike() => Assert.Equal(Read(Expected), Read(Expected.Replace("\n", "\r\n", StringComparison.Ordinal)));

    [Fact]
    public void The_order_of_declarations_does_not_matter()
    {
        const string One = "public enum E { A, B = 5 } [Rpc.Remote] public interface IA { void One(E e); void Two(); } [Rpc.Remote] public interface IB { E Get(); }";
        const string Other = "[Rpc.Remote] public interface IB { E Get(); } [Rpc.Remote] public interface IA { void Two(); void One(E e); } public enum E { B = 5, A = 0 }";

        Assert.Equal(Locked.Text(One), Locked.Text(Other));
    }

    [Fact]
    public void A_contract_with_errors_is_left_out() =>
        Assert.DoesNotContain("IBad", Locked.Text("[Rpc.Remote] public interface IBad { T Get<T>(); } [Rpc.Remote] public interface IGood { }"), StringComparison.Ordinal);

    [Theory]
    [InlineData("", 1, "the line 'version 1' is missing")]
    [InlineData("interface A\n", 1, "the line 'version 1' has to come first")]
    [InlineData("version 2\n", 1, "it has 'version 2', and this version of Rpc.Runtime reads 'version 1'")]
    [InlineData("version 1\nclass A\n", 2, "'class A' says nothing here")]
    [InlineData("version 1\n  method A()\n", 2, "'method A()' says nothing here")]
    [InlineData("version 1\ninterface A\n  A()\n", 3, "'A()' says nothing here")]
    [InlineData("version 1\ninterface A\n  method A\n", 3, "'method A' says nothing here")]
    [InlineData("version 1\ninterface A\n  method A()\n   x: int\n", 4, "'x: int' says nothing here")]
    [InlineData("version 1\ninterface A\n  method A()\n    x\n", 4, "'x' says nothing here")]
    [InlineData("version 1\nstruct A\n", 2, "'struct A' says nothing here")]
    [InlineData("version 1\nstruct A x\n", 2, "'struct A x' says nothing here")]
    [InlineData("version 1\nenum A\n", 2, "'enum A' says nothing here")]
    [InlineData("version 1\nobject A\n  B = 1\n", 3, "'B = 1' says nothing here")]
    [InlineData("version 1\n<<<<<<< HEAD\n", 2, "it holds the markers of a merge conflict: solve the conflict in the code, then write the file anew")]
    [InlineData("version 1\nobject A\n=======\n", 3, "it holds the markers of a merge conflict: solve the conflict in the code, then write the file anew")]
    [InlineData(">>>>>>> other\nversion 1\n", 1, "it holds the markers of a merge conflict: solve the conflict in the code, then write the file anew")]
    public async Task A_file_that_cannot_be_read_is_told_with_its_line(string text, int line, string wrong) => Assert.Equal(
        [$"RPC0202 'line {line}' contract.lock cannot be read, line {line}: {wrong}; 'dotnet build -p:RpcUpdateContractLock=true' writes it anew"],
        await Analysis.OfAsync("[Rpc.Remote] public interface IA { int Get(); }", new Build { Lock = text, Properties = Locked.On }));

    private static LockReading Read(string text) => LockReader.Read(text, LockFile.Contracts);
}
