using System.Net;
using MemoryPack;
using Rpc.Codec;

namespace Travel;

/// <summary>Types that programs declare.</summary>
internal static class TravelObjects
{
    public static IEnumerable<TravelCase> All =>
    [
        TravelCase.Of("record", new Person("Ali", 30), (a, b) => a == b),
        TravelCase.Of("record struct", new Rate("EUR/USD", 1.5), (a, b) => a == b),
        TravelCase.Of("struct without references", new Pixel(1, 2), (a, b) => a.X == b.X && a.Depth == b.Depth),
        TravelCase.Of("struct with references", new Labelled { Id = 1, Text = "a" }, (a, b) => a.Id == b.Id && a.Text == b.Text),
        TravelCase.Of("nullable struct with references", (Types.Money?)new Types.Money(1.5m, "EUR"), (a, b) => a == b),
        TravelCase.Of("class with `init` and `required`", new Init { Id = 1, Name = "a" }, (a, b) => a.Id == b.Id && a.Name == b.Name),
        TravelCase.Of("class with a primary constructor", new Parameters(1, "a"), (a, b) => a.Id == b.Id && a.Name == b.Name),
        TravelCase.Of("class with several constructors", new Several(4), (a, b) => a.Number == b.Number),
        TravelCase.Of("class with members that are not public", Guarded.Of(1, "n"), (a, b) => a.Id == b.Id && a.Tell() == b.Tell()),
        TravelCase.Of("class without members", new Vectors.Empty()),
        TravelCase.Of("derived class", new Dog { Name = "Rex", Barks = true }, (a, b) => a.Name == b.Name && a.Barks == b.Barks),
        TravelCase.Of("base class that is not abstract", new Animal { Name = "Tom" }, (a, b) => a.Name == b.Name),
        TravelCase.Of("nested type", new Shelf.Book("a"), (a, b) => a == b),
        TravelCase.Of("generic type", new Page<Person>([new("Ali", 30)], 1), (a, b) => a.Items[0] == b.Items[0]),
        TravelCase.Of("generic type with constraints", new Result<int, string>(null, "no"), (a, b) => a == b),
        TravelCase.Of("generic type inside of another", new Page<Result<int, string>>([new(1, null)], 1), (a, b) => a.Items[0] == b.Items[0]),
        TravelCase.Of("tree", new Tree(1, [new Tree(2, [])]), (a, b) => a.Children[0].Value == b.Children[0].Value),
        TravelCase.Of("linked list", new Item { Value = 1, Next = new Item { Value = 2 } }, (a, b) => a.Next!.Value == b.Next!.Value),
        TravelCase.Of("types that hold each other", new Folder("a", [new Document("b", new Folder("c", []))]), (a, b) => a.Documents[0].Attached!.Name == b.Documents[0].Attached!.Name),
        TravelCase.Of("interface with `[Union]`", (IShape)new Square(2), (a, b) => a.Equals(b)),
        TravelCase.Of("abstract class with `[Union]`", (Event)new Added(1, "a"), (a, b) => a == b),
        TravelCase.Of("union, order and ignored members by MemoryPack's attributes", (IVehicle)new Car { Wheels = 4, Maker = "a", Cached = 9 }, (_, b) => b is Car { Wheels: 4, Maker: "a", Cached: 0 }),
        TravelCase.Of("type of an assembly without the generator", new Plain.Address("Main", 7), (a, b) => a == b),
        TravelCase.Of("type of an assembly with a contract that carries it", Contracts.Order.Make(3, "x"), (a, b) => a.Id == b.Id && a.Text == b.Text),
        TravelCase.Of("type with a surrogate", IPAddress.Loopback, (a, b) => a.Equals(b)),
        TravelCase.Of("type with a codec of yours", Plain.Instant.FromTicks(5), (a, b) => a == b),
        Versioned(),
        TravelCase.Live("`[Remote]` interface", (IAccount?)new Account(), CodecOf<IAccount?, ReferenceCodec<IAccount>>.Value),
        TravelCase.Live("member that is a `[Remote]` interface", new Portfolio("Ali", new Account())),
        TravelCase.Live("collection of a `[Remote]` interface", new List<IAccount> { new Account() }),
    ];

    private static TravelCase Versioned()
    {
        MemoryPackFormatterProvider.Register(new Handover.VersionedFormatter());
        return TravelCase.Binary("type that only MemoryPack writes", new Handover.Versioned { Id = 1, Count = 2 });
    }

    private sealed class Account : IAccount
    {
        public int Balance() => 1;
    }
}
