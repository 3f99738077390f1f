using Microsoft.CodeAnalysis;

namespace Rpc.Generators.Parsing;

/// <summary>JSON names: the C# name in camel case, as System.Text.Json's web defaults have it.</summary>
internal static class TypeJsonNames
{
    /// <summary>The name of a member: the one that it is given, or its own.</summary>
    public static string Of(ISymbol member) => RemoteNames.OfMember(member) is { } name && RemoteNames.IsText(name) ? name : Of(member.Name);

    /// <summary>URLValue becomes urlValue, ID becomes id.</summary>
    public static string Of(string name)
    {
        char[] text = name.ToCharArray();
        for (int i = 0; i < text.Length && char.IsUpper(text[i]); i++)
        {
            bool lastOfRun = i > 0 && i + 1 < text.Length && !char.IsUpper(text[i + 1]);
            if (lastOfRun)
            {
                break;
            }

            text[i] = char.ToLowerInvariant(text[i]);
        }

        return new string(text);
    }
}
