using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Rpc.Generators.Tests.Harness;

/// <summary>Asserts that what the generator keeps between keystrokes holds nothing of a compilation: it would keep all of it alive.</summary>
internal static class Models
{
    public static void AssertHoldNoSymbol(GeneratorRunResult result)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (string step in TrackingNames.All)
        {
            if (result.TrackedSteps.TryGetValue(step, out var runs))
            {
                Assert.All(runs.SelectMany(run => run.Outputs), output => Walk(output.Value, step, seen));
            }
        }
    }

    private static void Walk(object? value, string path, HashSet<object> seen)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum)
        {
            return;
        }

        Assert.False(value is ISymbol or SyntaxNode or SyntaxTree or SyntaxReference or Compilation or SemanticModel or Location or AttributeData, $"{path} holds a {value.GetType()}");
        if (!value.GetType().IsValueType && !seen.Add(value))
        {
            return;
        }

        if (value is IEnumerable items and not Array { Rank: > 1 })
        {
            foreach (object? item in items)
            {
                Walk(item, path + "[]", seen);
            }

            return;
        }

        for (Type? type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                Walk(field.GetValue(value), path + "." + field.Name, seen);
            }
        }
    }
}
