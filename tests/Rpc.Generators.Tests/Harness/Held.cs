using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Rpc.Generators.Tests.Harness;

/// <summary>Walks everything that an object holds, looking for something of a compilation: whoever keeps that keeps all of it alive.</summary>
internal static class Held
{
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Asserts that nothing that the generator keeps between two runs, in its steps or by itself, holds anything of a compilation.</summary>
    public static void AssertNothing(GeneratorRunResult result)
    {
        var steps = TrackingNames.All.Where(result.TrackedSteps.ContainsKey).Select(step => (step, result.TrackedSteps[step]))
            .Concat(result.TrackedOutputSteps.Select(step => (step.Key, step.Value)));
        foreach ((string step, var runs) in steps)
        {
            Assert.All(runs.SelectMany(run => run.Outputs), output => Assert.Null(Find(output.Value, step)));
        }
    }

    /// <summary>The way to a symbol, tree, operation or compilation that can be reached from an object; null where there is none.</summary>
    public static string? Find(object? root, string name = "root")
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var open = new Stack<(object? Value, string Path)>([(root, name)]);
        while (open.TryPop(out var next))
        {
            (object? value, string path) = next;
            if (value is null or string or Pointer or MemberInfo or Assembly || value.GetType().IsPrimitive || value.GetType().IsEnum || (!value.GetType().IsValueType && !seen.Add(value)))
            {
                continue;
            }

            if (IsOfCompilation(value))
            {
                return $"{path}: {value.GetType()}";
            }

            foreach ((object? part, string step) in Parts(value))
            {
                open.Push((part, path + step));
            }
        }

        return null;
    }

    private static bool IsOfCompilation(object value) =>
        value is ISymbol or SyntaxNode or SyntaxTree or SyntaxReference or Compilation or SemanticModel or IOperation or AttributeData or Location { SourceTree: not null };

    // Keys of a weak table are what it does not hold.
    private static IEnumerable<(object? Value, string Step)> Parts(object value)
    {
        if (value.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(System.Runtime.CompilerServices.ConditionalWeakTable<,>))
        {
            return ((IEnumerable)value).Cast<object>().Select(pair => (pair.GetType().GetProperty("Value")!.GetValue(pair), "[]"));
        }

        return value is Array array ? array.Cast<object?>().Select(item => (item, "[]")) : Fields(value);
    }

    private static IEnumerable<(object? Value, string Step)> Fields(object value)
    {
        for (Type? type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(Own).Where(field => !field.FieldType.IsPointer && !field.FieldType.IsByRefLike))
            {
                yield return (field.GetValue(value), "." + field.Name);
            }
        }
    }
}
