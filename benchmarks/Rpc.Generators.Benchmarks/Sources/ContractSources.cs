namespace Rpc.Generators.Benchmarks.Sources;

/// <summary>The files of a made-up project: a contract of ten methods and two records in each, and what they share.</summary>
internal static class ContractSources
{
    /// <summary>The place in a file where an edit puts a number.</summary>
    public const string Mark = "/*mark*/";

    /// <summary>What all contracts use.</summary>
    public const string Shared = """
        global using System;
        global using System.Collections.Generic;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Rpc;

        namespace App.Shared;

        public enum Level { Low, Middle, High }

        public readonly record struct Money(decimal Amount, string Currency);

        public sealed record Address(string Street, string City, string? Country, int Number);

        public sealed class Page<T>
        {
            public required List<T> Items { get; init; }

            public int Total { get; set; }
        }
        """;

    /// <summary>A file without a contract, in which somebody types: the mark stands in a method's body.</summary>
    public const string Work = $$"""
        namespace App.Work;

        public sealed class Worker
        {
            private int _count;

            public int Next(int step)
            {
                _count += step + {{Mark}}0;
                return _count;
            }
        }
        """;

    /// <summary>As <see cref="Work"/>, but the mark stands in the name of a field.</summary>
    public const string Declarations = $$"""
        namespace App.Work;

        public sealed class Holder
        {
            public int Field{{Mark}}0;
        }
        """;

    /// <summary>As <see cref="Work"/>, but the mark stands in the name of a type.</summary>
    public const string Names = $$"""
        namespace App.Work;

        public sealed class Named{{Mark}}0;
        """;

    /// <summary>The file of one contract; the mark stands in the value of a default argument.</summary>
    public static string Contract(int i) => $$"""
        using App.Shared;

        namespace App.Area{{i % 20}};

        /// <summary>Orders of shop {{i}}.</summary>
        [Remote]
        public interface IShop{{i}}
        {
            /// <summary>How often anyone asked.</summary>
            int Visits { get; }

            /// <summary>Adds <paramref name="x"/> and <paramref name="y"/>.</summary>
            int Add(int x, int y = {{Mark}}0);

            /// <summary>The name under which a customer is known.</summary>
            Task<string> NameAsync(string customer, CancellationToken cancellationToken = default);

            ValueTask<Order{{i}}?> FindAsync(Guid id, CancellationToken cancellationToken = default);

            Task<Page<Order{{i}}>> ListAsync(int skip, int take, Level atLeast, CancellationToken cancellationToken = default);

            void Put(Order{{i}} order, bool overwrite);

            Task<Dictionary<string, Money>> TotalsAsync(DateTimeOffset from, DateTimeOffset to);

            IAsyncEnumerable<Line{{i}}> Watch(string[] articles, CancellationToken cancellationToken = default);

            [OneWay]
            void Log(string line, Level level);

            [Idempotent]
            Task<(int Count, double Mean)> StatisticsAsync(double[] values, TimeSpan window);
        }

        /// <summary>An order.</summary>
        public sealed record Order{{i}}(Guid Id, string Customer, DateTimeOffset At, List<Line{{i}}> Lines, Address Address, Level Level);

        /// <summary>A line of an order.</summary>
        public sealed record Line{{i}}(string Article, int Count, Money Price, string? Note);
        """;
}
