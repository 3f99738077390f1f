using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Rpc.Fuzz.Tests.Instrumenting;

/// <summary>A copy of the worker and of the runtime in which every edge is counted, and where asked for a check is missing.</summary>
internal static class InstrumentedCopy
{
    private const string Runtime = "Rpc.Runtime.dll";
    private const string Worker = "Rpc.Fuzz.Tests.Worker.dll";

    // What is measured; the rest of what is counted only guides.
    private static readonly string[] Measured = ["Rpc.Protocol", "Rpc.Codec"];
    private static readonly string[] Guiding = ["Rpc.Buffers"];
    private static readonly string[] GuidingTypes = ["RemoteUri", "RpcCodec", "ContractDescriptor", "MessageAssembler", "GrowingMessage", "UnfinishedWork", "UnfinishedBudget", "KeptBytes"];

    /// <summary>Makes the copy, and gives its edges in the order of their counters.</summary>
    public static IReadOnlyList<Edge> Make(string source, string destination, Sabotage? sabotage = null)
    {
        foreach (string file in Directory.GetFiles(source))
        {
            File.Copy(file, Path.Combine(destination, Path.GetFileName(file)), overwrite: true);
        }

        var edges = new List<Edge>();
        using AssemblyDefinition runtime = Read(source, Runtime);
        using AssemblyDefinition worker = Read(source, Worker);
        ModuleDefinition module = runtime.MainModule;
        var type = new TypeDefinition("Rpc.Fuzzing", "EdgeHits", TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed | TypeAttributes.BeforeFieldInit, module.TypeSystem.Object);
        var hits = new FieldDefinition("Hits", FieldAttributes.Public | FieldAttributes.Static | FieldAttributes.InitOnly, new ArrayType(module.TypeSystem.Byte));
        type.Fields.Add(hits);
        sabotage?.Apply(module);
        Instrument(module, new EdgeInstrumenter(edges, hits), RoomOf);
        FieldReference imported = new("Hits", new ArrayType(worker.MainModule.TypeSystem.Byte), worker.MainModule.ImportReference(new TypeReference("Rpc.Fuzzing", "EdgeHits", module, module)));
        Instrument(worker.MainModule, new EdgeInstrumenter(edges, imported), static method => method.DeclaringType.FullName.StartsWith("Rpc.Generated", StringComparison.Ordinal) ? "" : null);
        module.Types.Add(type);
        Initialise(type, hits, edges.Count);
        runtime.Write(Path.Combine(destination, Runtime));
        worker.Write(Path.Combine(destination, Worker));
        return edges;
    }

    private static AssemblyDefinition Read(string folder, string file)
    {
        var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(folder);
        resolver.AddSearchDirectory(Path.GetDirectoryName(typeof(object).Assembly.Location));
        return AssemblyDefinition.ReadAssembly(Path.Combine(folder, file), new ReaderParameters { AssemblyResolver = resolver, ReadSymbols = File.Exists(Path.Combine(folder, Path.ChangeExtension(file, ".pdb"))), InMemory = true });
    }

    private static void Instrument(ModuleDefinition module, EdgeInstrumenter instrumenter, Func<MethodDefinition, string?> roomOf)
    {
        foreach (MethodDefinition method in module.GetTypes().ToArray().SelectMany(type => type.Methods).Where(method => method.HasBody && method.Body.Instructions.Count > 0))
        {
            if (roomOf(method) is { } room)
            {
                instrumenter.Instrument(method, room);
            }
        }
    }

    // What has no line of its own (clones of records, forwarders to interfaces), and members that the compiler writes for records, nobody wrote.
    private static string? RoomOf(MethodDefinition method)
    {
        TypeDefinition type = method.DeclaringType;
        bool isWritten = method.DebugInformation.SequencePoints.Any(point => !point.IsHidden)
            && (!method.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "CompilerGeneratedAttribute") || method.Name.Contains("b__", StringComparison.Ordinal) || method.Name.Contains("g__", StringComparison.Ordinal));
        while (type.DeclaringType is not null)
        {
            type = type.DeclaringType;
        }

        return Measured.Contains(type.Namespace) && isWritten ? type.Namespace
            : Measured.Contains(type.Namespace) || Guiding.Contains(type.Namespace) || GuidingTypes.Any(name => type.Name.StartsWith(name, StringComparison.Ordinal)) ? "" : null;
    }

    private static void Initialise(TypeDefinition type, FieldDefinition hits, int count)
    {
        var initializer = new MethodDefinition(".cctor", MethodAttributes.Private | MethodAttributes.Static | MethodAttributes.SpecialName | MethodAttributes.RTSpecialName | MethodAttributes.HideBySig, type.Module.TypeSystem.Void);
        ILProcessor il = initializer.Body.GetILProcessor();
        il.Emit(OpCodes.Ldc_I4, count);
        il.Emit(OpCodes.Newarr, type.Module.TypeSystem.Byte);
        il.Emit(OpCodes.Stsfld, hits);
        il.Emit(OpCodes.Ret);
        type.Methods.Add(initializer);
    }
}
