namespace Rpc.Generators.Parsing;

/// <summary>JSON names: the C# name in camel case, as System.Text.Json's web defaults have it.</summary>
internal static class TypeJsonNames
{
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
