using System.Linq;
using System.Text;
using Rpc.Generators.Model;

namespace Rpc.Generators.Locking;

/// <summary>Writes a lock file: ordinal order, <c>\n</c>, one line for whatever can change by itself (docs/evolution.md).</summary>
internal static class LockText
{
    /// <summary>The version of the format.</summary>
    public const string Version = "version 1";

    /// <summary>The whole file.</summary>
    public static string Of(LockDocument document, LockFile file)
    {
        var text = new StringBuilder(file.Head);
        text.Append(Version).Append('\n');
        foreach (LockInterface contract in document.Interfaces)
        {
            text.Append("\ninterface ").Append(contract.Name).Append('\n');
            foreach (LockMethod method in contract.Methods)
            {
                Append(text, method);
            }
        }

        foreach (LockType type in document.Types)
        {
            text.Append('\n').Append(Of(type));
        }

        return text.ToString();
    }

    /// <summary>The lines of a type.</summary>
    public static string Of(LockType type)
    {
        var text = new StringBuilder();
        text.Append(type.Kind switch
        {
            LockTypeKind.Struct => $"struct {type.Name} {type.Detail}\n",
            LockTypeKind.Enum => $"enum {type.Name} : {type.Detail}\n",
            LockTypeKind.Union => $"union {type.Name}\n",
            _ => $"object {type.Name}\n",
        });
        string separator = type.Kind == LockTypeKind.Enum ? " = " : ": ";
        foreach (LockMember member in type.Members)
        {
            text.Append("  ").Append(member.Name).Append(separator).Append(member.Value.Text).Append(member.IsRequired ? " required\n" : "\n");
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, LockMethod method)
    {
        text.Append("  method ").Append(string.Join(" ", new[] { method.Signature }.Concat(method.Traits))).Append('\n');
        foreach (LockParameter parameter in method.Parameters)
        {
            text.Append("    ").Append(parameter.Name).Append(": ").Append(parameter.Value.Text);
            text.Append(parameter.Default is null ? string.Empty : " = " + parameter.Default).Append('\n');
        }

        if (method.Result is { } result)
        {
            text.Append("    returns ").Append(result.Text).Append('\n');
        }
    }
}
