using System.Collections.Generic;

namespace Rpc.Generators.Emitting;

/// <summary>Writes the module initializer: the runtime finds what this assembly generated without looking for it.</summary>
internal static class RegistrationEmitter
{
    /// <summary>The file's name; one for each assembly.</summary>
    public const string HintName = "Rpc.Registration.g.cs";

    /// <summary>The statement that registers a contract.</summary>
    public static string Contract(string typeName, string stem) => $"global::Rpc.Stubs.ContractRegistry.Register<{typeName}>(static () => new {stem}Contract());";

    /// <summary>The file.</summary>
    public static string Emit(IEnumerable<string> contracts, IReadOnlyCollection<string> codecs, string generatedNamespace)
    {
        CodeWriter code = ContractFile.Begin(contract: null, generatedNamespace);
        code.Line("/// <summary>Tells the runtime which contracts and codecs this assembly has.</summary>");
        code.Line(ContractFile.Generated);
        code.Open("internal static class Registration");
        code.Line("/// <summary>Runs before anything else of the assembly does.</summary>");
        code.Line("[global::System.Runtime.CompilerServices.ModuleInitializer]");
        code.Open("internal static void Register()");
        foreach (string statement in contracts)
        {
            code.Line(statement);
        }

        if (codecs.Count > 0)
        {
            code.Line("global::Rpc.Codec.CodecRegistry.Defer(RegisterCodecs);");
            code.Close();
            code.Line();
            code.Open("private static void RegisterCodecs()");
            foreach (string statement in codecs)
            {
                code.Line(statement);
            }
        }

        code.Close();
        code.Close();
        return code.ToString();
    }
}
