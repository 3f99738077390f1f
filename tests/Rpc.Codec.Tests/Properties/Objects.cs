using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Travel;

namespace Properties;

/// <summary>Generators of types that programs declare, nested in each other to some depth.</summary>
internal static class Objects
{
    public static Gen<Person> People { get; } = Values.Texts.Zip(Values.Ints).Zip(Values.Texts.OrNull(), (both, email) => new Person(both.Item1, both.Item2, email));

    private static Gen<Result<int, string>> Results => Values.OrNull(Values.Ints).Zip(Values.Texts.OrNull(), (value, error) => new Result<int, string>(value, error));

    public static IEnumerable<RoundTrip> All =>
    [
        RoundTrip.Of("record", People),
        RoundTrip.Of("record struct", Values.Texts.Zip(Values.Doubles, (pair, value) => new Rate(pair, value))),
        RoundTrip.Of("struct without references", Values.Ints.Select(value => new Pixel((byte)value, value))),
        RoundTrip.Of("struct with references", Values.Ints.Zip(Values.Texts.OrNull(), (id, text) => new Labelled { Id = id, Text = text })),
        RoundTrip.Of("nullable struct with references", Values.OrNull(Values.Decimals.Zip(Values.Texts, (amount, currency) => new Types.Money(amount, currency)))),
        RoundTrip.Of("class with `init` and `required`", Values.Ints.Zip(Values.Texts, (id, name) => new Init { Id = id, Name = name }), value => (value.Id, value.Name)),
        RoundTrip.Of("class with a primary constructor", Values.Ints.Zip(Values.Texts, (id, name) => new Parameters(id, name)), value => (value.Id, value.Name)),
        RoundTrip.Of("class with several constructors", Values.Ints.Select(number => new Several(number)), value => value.Number),
        RoundTrip.Of("class with members that are not public", Values.Ints.Zip(Values.Texts, Guarded.Of), value => (value.Id, value.Tell())),
        RoundTrip.Of("class without members", Gen.Constant(new Vectors.Empty()), value => value is not null),
        RoundTrip.Of("derived class", Values.Texts.Select(name => new Dog { Name = name, Barks = name.Length % 2 == 0 }), value => (value.Name, value.Barks)),
        RoundTrip.Of("base class that is not abstract", Values.Texts.Select(name => new Animal { Name = name }), value => value.Name),
        RoundTrip.Of("nested type", Values.Texts.Select(title => new Shelf.Book(title))),
        RoundTrip.Of("generic type", People.ArrayOf().Zip(Values.Ints, (items, total) => new Page<Person>(items, total)), value => (string.Join('|', value.Items.AsEnumerable()), value.Total)),
        RoundTrip.Of("generic type with constraints", Results),
        RoundTrip.Of("generic type inside of another", Results.ArrayOf().Zip(Values.Ints, (items, total) => new Page<Result<int, string>>(items, total)), value => (string.Join('|', value.Items.AsEnumerable()), value.Total)),
        RoundTrip.Of("tree", Trees(4), Text),
        RoundTrip.Of("linked list", Values.Ints.ArrayOf().Select(values => Linked([1, .. values.Take(60)])), value => Unlinked(value).ToArray()),
        RoundTrip.Of("types that hold each other", Folders(3), Text),
        RoundTrip.Of("interface with `[Union]`", Values.Doubles.Select(size => size < 0 ? (IShape)new Circle(size) : new Square(size))),
        RoundTrip.Of("abstract class with `[Union]`", Values.Ints.Zip(Values.Texts, (number, what) => (Event)new Added(number, what))),
        RoundTrip.Of("union, order and ignored members by MemoryPack's attributes", Values.Ints.Zip(Values.Texts.OrNull(), (wheels, maker) => (IVehicle)new Car { Wheels = wheels, Maker = maker }), value => (((Car)value).Wheels, ((Car)value).Maker)),
        RoundTrip.Of("type of an assembly without the generator", Values.Texts.Zip(Values.Ints, (street, number) => new Plain.Address(street, number))),
        RoundTrip.Of("type of an assembly with a contract that carries it", Values.Ints.Zip(Values.Texts, Contracts.Order.Make), value => (value.Id, value.Text)),
        RoundTrip.Of("type with a surrogate", Values.Longs.Select(value => new IPAddress((uint)value))),
        RoundTrip.Of("type with a codec of yours", Values.Bits.Select(bits => Plain.Instant.FromTicks((long)(bits >> 1)))),
    ];

    private static Gen<Tree> Trees(int depth) => depth == 0
        ? Values.Ints.Select(value => new Tree(value, []))
        : Values.Ints.Zip(Gen.Choose(0, 3).SelectMany(count => Trees(depth - 1).ListOf(count)), (value, children) => new Tree(value, [.. children]));

    private static Gen<Folder> Folders(int depth) => depth == 0
        ? Values.Texts.Select(name => new Folder(name, []))
        : Values.Texts.Zip(Gen.Choose(0, 2).SelectMany(count => Folders(depth - 1).OrNull().ListOf(count)), (name, attached) => new Folder(name, [.. attached.Select(folder => new Document(name, folder))]));

    private static string Text(Tree tree) => $"{tree.Value}({string.Join(' ', tree.Children.Select(Text))})";

    private static string Text(Folder folder) => $"{folder.Name}({string.Join(' ', folder.Documents.Select(document => $"{document.Name}:{(document.Attached is { } attached ? Text(attached) : "-")}"))})";

    private static Item Linked(ReadOnlySpan<int> values) => new() { Value = values[0], Next = values.Length > 1 ? Linked(values[1..]) : null };

    private static IEnumerable<int> Unlinked(Item? item)
    {
        for (; item is not null; item = item.Next)
        {
            yield return item.Value;
        }
    }
}
