using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Rpc.Fuzz.Tests.Instrumenting;

/// <summary>Puts a counter on each edge of each method: its entry, its handlers, and both or all ways out of a decision.</summary>
/// <remarks>An edge that leads from a jump gets a piece of code of its own right behind the jump, inside of the same try or handler, that counts and goes on.</remarks>
internal sealed class EdgeInstrumenter(List<Edge> edges, FieldReference hits)
{
    public void Instrument(MethodDefinition method, string room)
    {
        MethodBody body = method.Body;
        Dictionary<Instruction, string> places = Places(method);
        body.SimplifyMacros();
        ILProcessor il = body.GetILProcessor();
        string Name(Instruction at) => places.TryGetValue(at, out string? place) ? place : "";
        Instruction[] originals = [.. body.Instructions];

        // Handlers first: their starts move to the counters.
        foreach (ExceptionHandler handler in body.ExceptionHandlers.Where(handler => handler.HandlerType is ExceptionHandlerType.Catch or ExceptionHandlerType.Filter))
        {
            Instruction start = handler.HandlerStart;
            Instruction first = Count(il, start, new Edge(room, method.FullName, "handler", Name(start)));
            Move(body, start, first);
        }

        foreach (Instruction instruction in originals)
        {
            if (instruction.OpCode.FlowControl == FlowControl.Cond_Branch)
            {
                Split(il, instruction, room, method.FullName, Name(instruction));
            }
        }

        Instruction entry = originals[0];
        Instruction counted = Count(il, entry, new Edge(room, method.FullName, "entry", Name(entry)));
        foreach (ExceptionHandler handler in body.ExceptionHandlers.Where(handler => handler.TryStart == entry))
        {
            handler.TryStart = counted;
        }

        body.OptimizeMacros();
    }

    // The nearest sequence point at or before each instruction.
    private static Dictionary<Instruction, string> Places(MethodDefinition method)
    {
        var places = new Dictionary<Instruction, string>();
        SequencePoint? last = null;
        foreach (Instruction instruction in method.Body.Instructions)
        {
            SequencePoint? here = method.DebugInformation?.GetSequencePoint(instruction);
            last = here is { IsHidden: false } ? here : last;
            places[instruction] = last is null ? "" : $"{Path.GetFileName(last.Document.Url)}:{last.StartLine}";
        }

        return places;
    }

    private static void Move(MethodBody body, Instruction from, Instruction to)
    {
        foreach (ExceptionHandler handler in body.ExceptionHandlers)
        {
            handler.HandlerStart = handler.HandlerStart == from ? to : handler.HandlerStart;
            handler.TryEnd = handler.TryEnd == from ? to : handler.TryEnd;
            handler.HandlerEnd = handler.HandlerEnd == from ? to : handler.HandlerEnd;
            handler.FilterStart = handler.FilterStart == from ? to : handler.FilterStart;
        }
    }

    // jump TAKEN; count; br NEXT; TAKEN: count; br target; NEXT: ...
    private void Split(ILProcessor il, Instruction jump, string room, string method, string place)
    {
        Instruction next = jump.Next;
        Count(il, next, new Edge(room, method, "not taken", place));
        il.InsertBefore(next, il.Create(OpCodes.Br, next));
        if (jump.Operand is Instruction[] cases)
        {
            var redirected = new Dictionary<Instruction, Instruction>();
            for (int i = 0; i < cases.Length; i++)
            {
                if (!redirected.TryGetValue(cases[i], out Instruction? counted))
                {
                    redirected[cases[i]] = counted = Detour(il, next, cases[i], new Edge(room, method, $"case {i}", place));
                }

                cases[i] = counted;
            }
        }
        else
        {
            jump.Operand = Detour(il, next, (Instruction)jump.Operand, new Edge(room, method, "taken", place));
        }
    }

    private Instruction Detour(ILProcessor il, Instruction before, Instruction target, Edge edge)
    {
        Instruction first = Count(il, before, edge);
        il.InsertBefore(before, il.Create(OpCodes.Br, target));
        return first;
    }

    private Instruction Count(ILProcessor il, Instruction before, Edge edge)
    {
        Instruction first = il.Create(OpCodes.Ldsfld, hits);
        il.InsertBefore(before, first);
        il.InsertBefore(before, il.Create(OpCodes.Ldc_I4, edges.Count));
        il.InsertBefore(before, il.Create(OpCodes.Ldc_I4_1));
        il.InsertBefore(before, il.Create(OpCodes.Stelem_I1));
        edges.Add(edge);
        return first;
    }
}
