using System;
using System.Buffers;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Rpc;

namespace Strict
{
    /// <summary>What every tool has.</summary>
    public interface ITool
    {
        /// <summary>Its name.</summary>
        string Name { get; }

        /// <summary>Lends it.</summary>
        /// <param name="to">To whom.</param>
        void Lend(string to);
    }

    /// <summary>Is told what happens.</summary>
    [Remote]
    public interface IWatcher
    {
        /// <summary>Something happened.</summary>
        /// <param name="what">What it was.</param>
        /// <param name="cancellationToken">Ends the wait.</param>
        /// <returns>When it was heard.</returns>
        Task HappenedAsync(string what, CancellationToken cancellationToken = default);
    }

    /// <summary>A contract that nobody else sees.</summary>
    [Remote]
    internal interface IBackDoor
    {
        /// <summary>Opens it.</summary>
        /// <returns>Whether it was closed.</returns>
        bool Open();
    }

    /// <summary>Keeps things of one kind.</summary>
    /// <typeparam name="T">Of which kind.</typeparam>
    [Remote]
    public interface IShelf<T>
    {
        /// <summary>Finds something.</summary>
        /// <param name="like">What it is like.</param>
        /// <param name="others">What it is not.</param>
        /// <returns>What was found.</returns>
        Task<T> FindAsync(T like, IReadOnlyList<T> others);
    }

    /// <summary>Something is lost.</summary>
    public sealed class LostException : Exception
    {
        /// <summary>Tells what is lost.</summary>
        /// <param name="message">What happened.</param>
        /// <param name="names">What is lost.</param>
        public LostException(string message, IReadOnlyList<string> names)
            : base(message) => Names = names;

        /// <summary>What is lost.</summary>
        public IReadOnlyList<string> Names { get; }
    }

    /// <summary>One contract with everything that a contract can have.</summary>
    [Remote]
    public interface IWorkshop : ITool
    {
        /// <summary>How many came.</summary>
        int Visits { get; }

        /// <summary>How it is there.</summary>
        string Mood { get; set; }

        /// <summary>What is wished for.</summary>
        Level Wish { set; }

        /// <summary>Adds.</summary>
        /// <param name="x">The one.</param>
        /// <param name="y">The other.</param>
        /// <returns>The sum.</returns>
        int Add(int x, int y = 5);

        /// <summary>Adds.</summary>
        /// <param name="x">The one.</param>
        /// <param name="y">The other.</param>
        /// <param name="cancellationToken">Ends the wait.</param>
        /// <returns>The sum.</returns>
        Task<int> AddAsync(int x, int y = -5, CancellationToken cancellationToken = default);

        /// <summary>Adds many.</summary>
        /// <param name="values">All of them.</param>
        /// <returns>The sum.</returns>
        long Add(params long[] values);

        /// <summary>Waits.</summary>
        /// <param name="time">For so long.</param>
        /// <returns>When it is over.</returns>
        [RemoteName("Wait")]
        [Timeout(5_000)]
        ValueTask SleepAsync(TimeSpan time);

        /// <summary>Logs.</summary>
        /// <param name="line">A line.</param>
        [OneWay]
        void Log(string line);

        /// <summary>Logs.</summary>
        /// <param name="line">A line.</param>
        /// <returns>When it is on its way.</returns>
        [OneWay]
        Task LogLaterAsync(string line);

        /// <summary>Finds an order.</summary>
        /// <param name="id">Its number.</param>
        /// <returns>The order.</returns>
        [Idempotent]
        [Throws(typeof(LostException))]
        ValueTask<Order> FindAsync(Guid id);

        /// <summary>Where the orders are kept.</summary>
        IShelf<Order> Orders { get; }

        /// <summary>Was there before.</summary>
        /// <returns>Nothing new.</returns>
        [Obsolete("Ask for Visits.")]
        int Old();

        /// <summary>Has a body of its own.</summary>
        /// <param name="x">A number.</param>
        /// <returns>Two of it.</returns>
        int Twice(int x) => x * 2;

        /// <summary>Counts.</summary>
        /// <param name="to">So far.</param>
        /// <param name="cancellationToken">Ends it.</param>
        /// <returns>All numbers.</returns>
        IAsyncEnumerable<int> Count(int to, CancellationToken cancellationToken = default);

        /// <summary>Sums up while it goes on.</summary>
        /// <param name="orders">What is summed up.</param>
        /// <param name="progress">How far it is.</param>
        /// <param name="cancellationToken">Ends it.</param>
        /// <returns>The sums.</returns>
        IAsyncEnumerable<decimal> Sums(IAsyncEnumerable<Order> orders, IProgress<double> progress, CancellationToken cancellationToken = default);

        /// <summary>Changes a large body.</summary>
        /// <param name="body">The body.</param>
        /// <param name="cancellationToken">Ends it.</param>
        /// <returns>The other one.</returns>
        Task<Stream> ChangeAsync(Stream body, CancellationToken cancellationToken = default);

        /// <summary>Tells what happens.</summary>
        /// <param name="watcher">Who wants to know.</param>
        /// <returns>Those who know.</returns>
        Task<IReadOnlyList<IWatcher>> WatchAsync(IWatcher watcher);

        /// <summary>Numbers of all kinds.</summary>
        /// <param name="a">A flag.</param>
        /// <param name="b">A byte.</param>
        /// <param name="c">A character.</param>
        /// <param name="d">A decimal.</param>
        /// <param name="e">A large one.</param>
        /// <param name="f">A small one.</param>
        /// <param name="g">One without bounds.</param>
        /// <param name="h">Two parts.</param>
        /// <param name="i">A rune.</param>
        /// <param name="j">One that need not be there.</param>
        /// <returns>One that is not there.</returns>
        double? Numbers(bool a, sbyte b, char c, decimal d, Int128 e, Half f, BigInteger g, Complex h, Rune i, long? j = null);

        /// <summary>Texts and times.</summary>
        /// <param name="a">Where.</param>
        /// <param name="b">Which.</param>
        /// <param name="c">When.</param>
        /// <param name="d">When, there.</param>
        /// <param name="e">Which day.</param>
        /// <param name="f">At what time.</param>
        /// <param name="g">How.</param>
        /// <returns>A text.</returns>
        StringBuilder Texts(Uri a, Version b, DateTime c, DateTimeOffset d, DateOnly e, TimeOnly f, Level g = Level.High);

        /// <summary>Collections.</summary>
        /// <param name="a">Rows.</param>
        /// <param name="b">A table.</param>
        /// <param name="c">Words.</param>
        /// <param name="d">A map.</param>
        /// <param name="e">Frozen.</param>
        /// <param name="f">Immutable.</param>
        /// <param name="g">Pairs.</param>
        /// <param name="h">A set.</param>
        /// <param name="i">A tuple.</param>
        /// <returns>A tuple without references.</returns>
        (int Left, double Right) Collections(
            int[][] a,
            double[,] b,
            List<string> c,
            Dictionary<(int X, int Y), Order> d,
            FrozenDictionary<string, Level> e,
            ImmutableArray<Place> f,
            IEnumerable<KeyValuePair<string, int>> g,
            HashSet<Guid> h,
            (string Name, Order Order) i);

        /// <summary>Bytes.</summary>
        /// <param name="a">In memory.</param>
        /// <param name="b">In pieces.</param>
        /// <param name="c">In an array.</param>
        /// <returns>From a pool.</returns>
        IMemoryOwner<byte> Bytes(ReadOnlyMemory<byte> a, ReadOnlySequence<byte> b, byte[] c);

        /// <summary>Types of all forms.</summary>
        /// <param name="a">A page.</param>
        /// <param name="b">A tree.</param>
        /// <param name="c">A case.</param>
        /// <param name="d">A special order.</param>
        /// <param name="e">With gaps.</param>
        /// <param name="f">At places.</param>
        /// <param name="g">In an order.</param>
        /// <param name="h">With private parts.</param>
        /// <returns>Labels.</returns>
        Task<Label[]> TypesAsync(Page<Order> a, Node b, IShape c, SpecialOrder d, Gaps e, Overlay f, Ordered g, Guarded h);
    }

    /// <summary>A level.</summary>
    public enum Level : short
    {
        /// <summary>Low.</summary>
        Low = -1,

        /// <summary>High.</summary>
        High = 1,
    }

    /// <summary>Where something is.</summary>
    /// <param name="X">From the left.</param>
    /// <param name="Y">From above.</param>
    public readonly record struct Place(int X, int Y);

    /// <summary>A struct with a reference.</summary>
    /// <param name="Text">A text.</param>
    /// <param name="At">Its place.</param>
    public readonly record struct Label(string Text, Place? At);

    /// <summary>An order.</summary>
    /// <param name="Id">Its number.</param>
    /// <param name="Lines">What is ordered.</param>
    /// <param name="Level">How urgent it is.</param>
    public record Order(Guid Id, IReadOnlyList<string> Lines, Level Level = Level.Low);

    /// <summary>An order of another kind.</summary>
    /// <param name="Id">Its number.</param>
    /// <param name="Lines">What is ordered.</param>
    /// <param name="Watcher">Who wants to know.</param>
    public sealed record SpecialOrder(Guid Id, IReadOnlyList<string> Lines, IWatcher Watcher) : Order(Id, Lines);

    /// <summary>A part of something longer.</summary>
    /// <typeparam name="T">Of what.</typeparam>
    public sealed class Page<T>
    {
        /// <summary>What is on it.</summary>
        public required IReadOnlyList<T> Items { get; init; }

        /// <summary>How many there are.</summary>
        public int Total { get; set; }
    }

    /// <summary>Has others of its kind.</summary>
    public sealed class Node
    {
        /// <summary>Its name.</summary>
        public string Name { get; set; } = string.Empty;

        /// <summary>The others.</summary>
        public List<Node> Children { get; set; } = [];
    }

    /// <summary>One of several.</summary>
    [Union(0, typeof(Circle))]
    [Union(1, typeof(Square))]
    public interface IShape
    {
    }

    /// <summary>A circle.</summary>
    /// <param name="Radius">How large.</param>
    public sealed record Circle(double Radius) : IShape;

    /// <summary>A square.</summary>
    /// <param name="Side">How large.</param>
    public record Square(double Side) : IShape;

    /// <summary>A struct whose memory has gaps.</summary>
    public struct Gaps
    {
        /// <summary>Small.</summary>
        public byte Small;

        /// <summary>Large.</summary>
        public long Large;
    }

    /// <summary>A struct that says where its fields are.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 12)]
    public struct Overlay
    {
        /// <summary>First.</summary>
        [FieldOffset(0)]
        public int First;

        /// <summary>Second.</summary>
        [FieldOffset(8)]
        public int Second;
    }

    /// <summary>Its members have an order.</summary>
    public sealed class Ordered
    {
        /// <summary>The second.</summary>
        [MemberOrder(1)]
        public string Second { get; set; } = string.Empty;

        /// <summary>The first.</summary>
        [MemberOrder(0)]
        public int First { get; set; }

        /// <summary>Stays at home.</summary>
        [MemberIgnore]
        public int Local { get; set; }
    }

    /// <summary>Its members are set by itself.</summary>
    public sealed class Guarded
    {
        /// <summary>The parameterless one.</summary>
        [CodecConstructor]
        public Guarded()
        {
        }

        /// <summary>The other one.</summary>
        /// <param name="value">A value.</param>
        public Guarded(int value) => Value = value;

        /// <summary>A value.</summary>
        public int Value { get; private set; }
    }
}
