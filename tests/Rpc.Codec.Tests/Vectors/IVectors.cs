using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;

namespace Vectors;

/// <summary>Carries every type of the vectors, so that the generator writes their codecs.</summary>
[Rpc.Remote]
public interface IVectors
{
    bool Method0();

    byte Method1();

    sbyte Method2();

    short Method3();

    ushort Method4();

    int Method5();

    uint Method6();

    long Method7();

    ulong Method8();

    float Method9();

    double Method10();

    decimal Method11();

    char Method12();

    Half Method13();

    Int128 Method14();

    UInt128 Method15();

    string? Method16();

    string Method17();

    DateTime Method18();

    DateTimeOffset Method19();

    TimeSpan Method20();

    DateOnly Method21();

    TimeOnly Method22();

    Guid Method23();

    Uri Method24();

    Version Method25();

    Complex Method26();

    Vector3 Method27();

    CultureInfo Method28();

    BitArray Method29();

    Color Method30();

    Wide Method31();

    DayOfWeek Method32();

    int? Method33();

    bool? Method34();

    Guid? Method35();

    DateTime? Method36();

    Color? Method37();

    (int, string)? Method38();

    Rate? Method39();

    int[]? Method40();

    int[] Method41();

    byte[] Method42();

    string?[] Method43();

    int[]?[] Method44();

    int[,] Method45();

    Point?[] Method46();

    bool[] Method47();

    Unmanaged[] Method48();

    ReadOnlyMemory<byte> Method49();

    ArraySegment<int> Method50();

    Color[] Method51();

    DateTime[] Method52();

    List<int>? Method53();

    List<int> Method54();

    List<string> Method55();

    List<List<int>> Method56();

    Dictionary<string, int> Method57();

    Dictionary<int, Person> Method58();

    Dictionary<int, long> Method59();

    HashSet<string> Method60();

    SortedDictionary<string, double> Method61();

    Queue<int> Method62();

    Stack<int> Method63();

    LinkedList<int> Method64();

    ImmutableArray<int> Method65();

    ImmutableList<string> Method66();

    ImmutableDictionary<string, int> Method67();

    IReadOnlyList<int> Method68();

    IEnumerable<string> Method69();

    IReadOnlyDictionary<string, int> Method70();

    ISet<int> Method71();

    IList<int> Method72();

    KeyValuePair<string, int> Method73();

    KeyValuePair<int, byte> Method74();

    PriorityQueue<string, int> Method75();

    ConcurrentDictionary<int, int> Method76();

    (int, int) Method77();

    (string, double) Method78();

    (byte, long) Method79();

    Tuple<int, string> Method80();

    (int, string, bool, double, char, byte, long, string) Method81();

    Point? Method82();

    Point Method83();

    Person Method84();

    Dto Method85();

    Unmanaged Method86();

    Managed Method87();

    Rate Method88();

    Empty Method89();

    Node Method90();

    Derived1 Method91();

    Nullables Method92();

    WithIgnored Method93();

    WithOrder Method94();

    V1 Method95();

    V2 Method96();

    Gen<int> Method97();

    Gen<string> Method98();

    IShape? Method99();

    IShape Method100();

    IShape?[] Method101();
}
