using System;
using System.Security.Cryptography;
using System.Text;

namespace Rpc.Generators.Parsing;

/// <summary>A list of texts as one short text that no other list has.</summary>
internal sealed class DeclarationHash
{
    private readonly StringBuilder _texts = new();

    /// <summary>Adds a text, with its length before it, so that two texts are not one longer.</summary>
    public void Add(string text) => _texts.Append(text.Length).Append(':').Append(text);

    /// <summary>What stands for all that was added.</summary>
    public string Text()
    {
        using var hash = SHA256.Create();
        return Convert.ToBase64String(hash.ComputeHash(Encoding.Unicode.GetBytes(_texts.ToString())));
    }
}
