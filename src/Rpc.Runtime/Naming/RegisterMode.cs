namespace Rpc;

/// <summary>What a registration does when the name is taken already.</summary>
public enum RegisterMode
{
    /// <summary>The new one takes the place of whatever was there.</summary>
    Replace = 0,

    /// <summary>The registration is refused with <see cref="RpcStatus.AlreadyExists"/>.</summary>
    FailIfTaken = 1,

    /// <summary>The new one joins the instances that are there.</summary>
    Add = 2,
}
