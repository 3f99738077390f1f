using System.ComponentModel;
using Rpc.Tasks.Engine;

namespace Rpc.Tasks.Stores;

/// <summary>How stores write what they do not look into: with the codec of calls, so that members can be appended later.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TaskForms
{
    /// <summary>What was asked for, as bytes.</summary>
    public static byte[] OfSpec(TaskSpec spec) => RpcCodec.Encode(spec);

    /// <summary>The bytes of <see cref="OfSpec"/> again.</summary>
    public static TaskSpec Spec(ReadOnlySpan<byte> bytes) => RpcCodec.Decode<TaskSpec>(bytes);

    /// <summary>The attempts, as bytes; null for none.</summary>
    public static byte[]? OfHistory(IReadOnlyList<TaskAttempt> history)
    {
        ArgumentNullException.ThrowIfNull(history);
        return history.Count == 0 ? null : RpcCodec.Encode<TaskAttempt[]>([.. history]);
    }

    /// <summary>The bytes of <see cref="OfHistory"/> again.</summary>
    public static IReadOnlyList<TaskAttempt> History(byte[]? bytes) => bytes is null ? [] : RpcCodec.Decode<TaskAttempt[]>(bytes.AsSpan());

    /// <summary>A failure, as bytes; null for none.</summary>
    public static byte[]? OfError(TaskError? error) => error is null ? null : RpcCodec.Encode(error);

    /// <summary>The bytes of <see cref="OfError"/> again.</summary>
    public static TaskError? Error(byte[]? bytes) => bytes is null ? null : RpcCodec.Decode<TaskError>(bytes.AsSpan());
}
