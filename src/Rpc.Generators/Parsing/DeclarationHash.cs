using System;
using System.Security.Cryptography;
using System.Text;

namespace Rpc.Generators.Parsing;

/// <summary>A list of texts as one short text that no other list has.</summary>
internal sealed class DeclarationHash : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Adds a text, with its length before it, so that two texts are not one longer.</summary>
    public void Add(string text)
    {
        _hash.AppendData(BitConverter.GetBytes(text.Length));
        _hash.AppendData(Encoding.Unicode.GetBytes(text));
    }

    /// <summary>What stands for all that was added.</summary>
    public string Text() => Convert.ToBase64String(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();
}
