using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Rpc.Architecture.Tests.Reading;

/// <summary>Finds the types that the instructions of a method name, those in the signatures of what it calls included.</summary>
internal static class BodyUses
{
    /// <summary>Types as written, not taken apart; with the callee where the instruction is a call.</summary>
    public static IEnumerable<(TypeReference Type, MethodReference? Called)> In(MethodDefinition method)
    {
        foreach (VariableDefinition variable in method.Body.Variables)
        {
            yield return (variable.VariableType, null);
        }

        foreach (ExceptionHandler handler in method.Body.ExceptionHandlers)
        {
            if (handler.CatchType is not null)
            {
                yield return (handler.CatchType, null);
            }
        }

        foreach ((TypeReference, MethodReference?) use in method.Body.Instructions.SelectMany(i => InOperand(i.Operand)))
        {
            yield return use;
        }
    }

    private static IEnumerable<(TypeReference Type, MethodReference? Called)> InOperand(object? operand) => operand switch
    {
        TypeReference type => [(type, null)],
        FieldReference field => [(field.DeclaringType, null), (field.FieldType, null)],
        GenericInstanceMethod generic => [.. InOperand(generic.ElementMethod), .. generic.GenericArguments.Select(a => (a, (MethodReference?)null))],
        MethodReference called => [(called.DeclaringType, called), .. Signature(called)],
        CallSite site => Signature(site),
        _ => [],
    };

    private static IEnumerable<(TypeReference Type, MethodReference? Called)> Signature(IMethodSignature signature) =>
        signature.Parameters.Select(p => (p.ParameterType, (MethodReference?)null)).Prepend((signature.ReturnType, null));
}
