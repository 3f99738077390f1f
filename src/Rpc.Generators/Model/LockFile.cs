namespace Rpc.Generators.Model;

/// <summary>One of the files that a project can keep beside its project file, to hold its contracts against.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Property">The build's property that asks for it.</param>
/// <param name="UpdateProperty">The one that has it written.</param>
/// <param name="HintName">The generated file that carries its text, which Rpc.Runtime.targets knows too.</param>
/// <param name="Head">The comment at its start.</param>
/// <param name="AfterMerge">What to do about the markers of a merge conflict.</param>
internal sealed record LockFile(string Name, string Property, string UpdateProperty, string HintName, string Head, string AfterMerge)
{
    /// <summary>The command that writes contract.lock.</summary>
    public const string UpdateContracts = "dotnet build -p:RpcUpdateContractLock=true";

    /// <summary>The command that writes tasks.lock.</summary>
    public const string UpdateTasks = "dotnet build -p:RpcUpdateTasksLock=true";

    /// <summary>What programs that were built before rely on (docs/evolution.md).</summary>
    public static readonly LockFile Contracts = new(
        "contract.lock",
        "RpcContractLock",
        "RpcUpdateContractLock",
        "Rpc.ContractLock.g.cs",
        "# What programs built with the [Remote] interfaces of this project rely on. Checked in, and not edited:\n# " + UpdateContracts + " writes it.\n",
        "solve the conflict in the code, then write the file anew");

    /// <summary>What may lie in a store as a task (docs/tasks-lock.md).</summary>
    public static readonly LockFile Tasks = new(
        "tasks.lock",
        "RpcTasksLock",
        "RpcUpdateTasksLock",
        "Rpc.TasksLock.g.cs",
        "# What may lie in a store as a task of the [Remote] interfaces of this project. Checked in. It only grows:\n# " + UpdateTasks + " adds what is new. The lines of a method go by hand, when no store holds its tasks any more.\n",
        "keep the lines of both sides");
}
