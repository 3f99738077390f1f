using System;
using Microsoft.CodeAnalysis.Diagnostics;
using Rpc.Generators.Model;

namespace Rpc.Generators.Parsing;

/// <summary>Reads the build's properties.</summary>
internal static class ContractSettingsParser
{
    /// <summary>The settings of a compilation; its assembly's name becomes part of the namespace.</summary>
    public static ContractSettings Parse(AnalyzerConfigOptions build, string? assemblyName) =>
        new(TypeCodecNames.Namespace(assemblyName), EmitsCalls(build), AreAnalyzersOff(build), Writes(build, LockFile.Contracts), Writes(build, LockFile.Tasks), AllowsMemoryPack(build));

    /// <summary>Whether call factories are wanted.</summary>
    public static bool EmitsCalls(AnalyzerConfigOptions build) => !IsFalse(build, "RpcEmitCalls");

    /// <summary>Whether MemoryPack may read what a peer sends, for types that only it can read.</summary>
    public static bool AllowsMemoryPack(AnalyzerConfigOptions build) => IsTrue(build, "RpcAllowMemoryPackReader");

    /// <summary>Whether the project keeps the file.</summary>
    public static bool Keeps(AnalyzerConfigOptions build, LockFile file) => IsTrue(build, file.Property);

    /// <summary>Whether the project keeps the file, and this build writes it.</summary>
    public static bool Writes(AnalyzerConfigOptions build, LockFile file) => Keeps(build, file) && IsTrue(build, file.UpdateProperty);

    private static bool IsTrue(AnalyzerConfigOptions build, string property) => string.Equals(Value(build, property), "true", StringComparison.OrdinalIgnoreCase);

    private static bool IsFalse(AnalyzerConfigOptions build, string property) => string.Equals(Value(build, property), "false", StringComparison.OrdinalIgnoreCase);

    // As the SDK decides it: RunAnalyzers wins, RunAnalyzersDuringBuild counts where that is not set.
    private static bool AreAnalyzersOff(AnalyzerConfigOptions build) =>
        IsFalse(build, "RunAnalyzers") || (Value(build, "RunAnalyzers").Length == 0 && IsFalse(build, "RunAnalyzersDuringBuild"));

    private static string Value(AnalyzerConfigOptions build, string property) => build.TryGetValue("build_property." + property, out string? value) ? value : string.Empty;
}
