namespace Rpc.Tasks.Stores;

/// <summary>A result that a task needs of another as a part of its arguments; or only that the other has succeeded.</summary>
/// <param name="Needing">Who needs it.</param>
/// <param name="Place">Which of its gaps, from 0, in the order of their offsets; -1 for none: it is only waited for.</param>
/// <param name="Order">-1 where the result is the argument; else the argument is a list of results, and this one's index in it. Without a place a number from 0 that no other need of the task without a place has.</param>
/// <param name="Needed">Whose result it is.</param>
/// <param name="Offset">Where in the arguments the gap is, in bytes of the arguments with all gaps empty.</param>
public sealed record TaskNeed(Guid Needing, int Place, int Order, Guid Needed, int Offset)
{
    /// <summary>The result; null while it is missing.</summary>
    public byte[]? Result { get; init; }
}
