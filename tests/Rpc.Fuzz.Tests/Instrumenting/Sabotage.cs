using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Rpc.Fuzz.Tests.Instrumenting;

/// <summary>A check that the copy does not have: the decision whose one way ends in a refusal always goes the other way.</summary>
/// <param name="Type">The full name of the type.</param>
/// <param name="Method">The method's name.</param>
/// <param name="Number">Which of its checks, from 0.</param>
internal sealed record Sabotage(string Type, string Method, int Number)
{
    public void Apply(ModuleDefinition module)
    {
        MethodBody body = module.GetTypes().Single(type => type.FullName == Type).Methods.Single(method => method.Name == Method).Body;
        Instruction check = body.Instructions.Where(instruction => instruction.OpCode.FlowControl == FlowControl.Cond_Branch && instruction.Operand is Instruction target && Refuses(instruction.Next, target)).ElementAt(Number);
        ILProcessor il = body.GetILProcessor();
        bool hasTwo = check.OpCode.StackBehaviourPop == StackBehaviour.Pop1_pop1;
        var target = (Instruction)check.Operand;
        check.OpCode = OpCodes.Pop;
        check.Operand = null;
        Instruction last = check;
        if (hasTwo)
        {
            last = il.Create(OpCodes.Pop);
            il.InsertAfter(check, last);
        }

        il.InsertAfter(last, il.Create(OpCodes.Br, target));
    }

    // Between the decision and where it can jump to, something is thrown.
    private static bool Refuses(Instruction from, Instruction to)
    {
        for (Instruction? at = from; at is not null && at != to; at = at.Next)
        {
            if (at.OpCode == OpCodes.Throw || (at.Operand is MethodReference called && called.Name.StartsWith("Throw", StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }
}
